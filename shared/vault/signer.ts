/**
 * A signing key of the key service: `receipts` for receipts and seals of the manager log, or the
 * one for sessions.
 */
export type SigningKey = 'receipts' | 'session_signing';

/** Signs with one version of a key; its private half never leaves the key service. */
export type Signer = {
  /** The version of the key: `receipts/1`. It is part of the header of each signed text. */
  readonly keyId: string;
  /** ES256 over the bytes: r and s, 32 bytes each (RFC 7518, section 3.4). @throws KeyServiceUnavailable, KeyDenied */
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>;
  /** The public keys, which verify signatures of this version or another. */
  readonly publicKeys: PublicKeys;
};

/** Public halves of signing keys by their ids, as PEM (SPKI). @throws KeyServiceUnavailable, KeyDenied */
export type PublicKeys = (keyId: string) => Promise<string>;
