/** A file that the browser loads. Its name contains a hash of its content. */
export type ConsoleAsset = {
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
};

/**
 * The files to which HTML documents refer: files of the console, of the page of a person's own
 * data, and of the page that checks receipts.
 */
export const entryNames = [
  'script',
  'style',
  'icon',
  'ownScript',
  'ownStyle',
  'verifyScript',
  'verifyStyle',
] as const;

export type EntryName = (typeof entryNames)[number];

/** The built files by name, and the names of the files to which HTML documents refer. */
export type ConsoleFiles = { readonly [entry in EntryName]: string } & {
  readonly assets: ReadonlyMap<string, ConsoleAsset>;
};
