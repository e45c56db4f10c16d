/**
 * The versions of a key-encryption key that are neither destroyed nor scheduled for destruction.
 */
export type Standing = {
  /** The primary version, which wraps. */
  readonly primary: number | undefined;
  readonly numbers: readonly number[];
};

/** The versions of key-encryption keys, and the order to destroy one. */
export type KeyVersions = {
  /** @throws KeyServiceUnavailable, KeyDenied */
  readonly standing: (kek: string) => Promise<Standing>;
  /**
   * Orders the destruction of a version. It stops working at once. The order can be cancelled for
   * as many days as the key is configured with. Repeating it changes nothing.
   * @throws KeyServiceUnavailable, KeyDenied
   */
  readonly scheduleDestruction: (kek: string, version: number) => Promise<void>;
};
