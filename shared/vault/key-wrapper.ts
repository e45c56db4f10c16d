/** The key service cannot be reached or is overloaded. A retry may succeed. */
export class KeyServiceUnavailable extends Error {
  override readonly name = 'KeyServiceUnavailable';
}

/**
 * The key service refuses: a grant is missing, or the key-encryption key is missing, disabled or
 * destroyed.
 */
export class KeyDenied extends Error {
  override readonly name: string = 'KeyDenied';
}

/**
 * The key service refuses because of the state of a version: it is disabled, scheduled for
 * destruction, or destroyed. Other versions of the same key may still work.
 */
export class KeyVersionUnusable extends KeyDenied {
  override readonly name = 'KeyVersionUnusable';
}

/**
 * A wrapped secret cannot be unwrapped: it is damaged, or was wrapped for another use. Other
 * secrets that the same key-encryption key wrapped may still be intact.
 */
export class WrappedKeyDamaged extends Error {
  override readonly name = 'WrappedKeyDamaged';
}

/** A wrapped secret, and the version of the key-encryption key that wrapped it. */
export type Wrapped = Uint8Array & {
  /** The version is not part of the bytes. The caller stores it in another field. */
  readonly kekVersion?: number;
};

/** The fields of a stored wrapped secret: its bytes, and the version if it is known. */
export function wrappedFields(wrapped: Wrapped): {
  readonly wrapped: Wrapped;
  readonly kek_version?: number;
} {
  const { kekVersion } = wrapped;
  return { wrapped, ...(kekVersion !== undefined && { kek_version: kekVersion }) };
}

/**
 * Wraps secrets of at most 64 KiB with a key-encryption key (KEK) that never leaves the key
 * service. `kek` is the id of the key in the key ring, for example a category's id or
 * `lookup_secrets`.
 */
export type KeyWrapper = {
  /** @throws KeyServiceUnavailable, KeyDenied */
  wrap(kek: string, secret: Uint8Array, aad: Uint8Array): Promise<Wrapped>;
  /**
   * When the caller no longer needs the secret, the caller must overwrite the secret's bytes.
   * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged
   */
  unwrap(kek: string, wrapped: Uint8Array, aad: Uint8Array): Promise<Uint8Array>;
};
