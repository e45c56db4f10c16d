/** The versions of a key-encryption key that are neither destroyed nor about to be. */
export type Standing = {
  /** The version that is meant to wrap. */
  readonly primary: number | undefined;
  readonly numbers: readonly number[];
};

/** The versions of key-encryption keys, and the order to destroy one. */
export type KeyVersions = {
  /** @throws KeyServiceUnavailable, KeyDenied */
  readonly standing: (kek: string) => Promise<Standing>;
  /**
   * Orders that a version be destroyed. It stops working at once, and somebody may take the order
   * back for as many days as the key says. Repeated, it changes nothing.
   * @throws KeyServiceUnavailable, KeyDenied
   */
  readonly scheduleDestruction: (kek: string, version: number) => Promise<void>;
};
