/**
 * The versions of a key-encryption key, without versions that are destroyed or scheduled for
 * destruction.
 */
export type Standing = {
  /** The primary version, with which new data is wrapped. */
  readonly primary: number | undefined;
  readonly numbers: readonly number[];
};

/** Lists the versions of key-encryption keys, and orders the destruction of a version. */
export type KeyVersions = {
  /** @throws KeyServiceUnavailable, KeyDenied */
  readonly standing: (kek: string) => Promise<Standing>;
  /**
   * Orders the destruction of a version. The version stops working at once. The configuration of
   * the key states for how many days the order can be cancelled. A repeated order changes nothing.
   * @throws KeyServiceUnavailable, KeyDenied
   */
  readonly scheduleDestruction: (kek: string, version: number) => Promise<void>;
};
