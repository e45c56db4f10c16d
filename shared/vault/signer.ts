/**
 * A signing key of the key service. `receipts` signs receipts, seals of the manager log, archives
 * and other statements. `session_signing` signs sessions.
 */
export type SigningKey = 'receipts' | 'session_signing';

/** Signs with one version of a key. The private half of the key never leaves the key service. */
export type Signer = {
  /**
   * The version of the key, for example `receipts/1`. It is part of the header of each signed text.
   */
  readonly keyId: string;
  /**
   * Returns the ES256 signature of the bytes: r and s, 32 bytes each (RFC 7518, section 3.4).
   * @throws KeyServiceUnavailable, KeyDenied
   */
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>;
  /** The public keys of this and of other versions, to verify signatures. */
  readonly publicKeys: PublicKeys;
};

/**
 * Returns the public key, as PEM (SPKI), for the id of a version of a signing key.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export type PublicKeys = (keyId: string) => Promise<string>;
