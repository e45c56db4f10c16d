/** A file that the browser loads; its name holds a hash of its content. */
export type ConsoleAsset = {
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
};

/** The built console: its files by name, and the names that the page itself refers to. */
export type ConsoleFiles = {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  /** Script and style of the page of a person’s own data. */
  readonly ownScript: string;
  readonly ownStyle: string;
  readonly assets: ReadonlyMap<string, ConsoleAsset>;
};
