/**
 * The versions of a key-encryption key that are not destroyed and not scheduled for destruction.
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
   * Orders the destruction of a version. The version stops working at once. The order can be
   * cancelled for the number of days in the configuration of the key. A repeated order changes
   * nothing.
   * @throws KeyServiceUnavailable, KeyDenied
   */
  readonly scheduleDestruction: (kek: string, version: number) => Promise<void>;
};
