/** The key service cannot be reached or is overloaded; worth a retry. */
export class KeyServiceUnavailable extends Error {
  override readonly name = 'KeyServiceUnavailable';
}

/** The key service refuses: no grant, or the key-encryption key is disabled or destroyed. */
export class KeyDenied extends Error {
  override readonly name: string = 'KeyDenied';
}

/**
 * The key service refuses because of the state of a version: it is disabled, will be destroyed, or
 * is destroyed. Other versions of the same key may still work.
 */
export class KeyVersionUnusable extends KeyDenied {
  override readonly name = 'KeyVersionUnusable';
}

/**
 * A wrapped secret does not unwrap: it is damaged, or was wrapped for something else. It says
 * nothing of other secrets under the same key-encryption key.
 */
export class WrappedKeyDamaged extends Error {
  override readonly name = 'WrappedKeyDamaged';
}

/** A wrapped secret, and which version of the key-encryption key wrapped it. */
export type Wrapped = Uint8Array & {
  /** Not stored with the bytes; whoever stores them notes it beside them. */
  readonly kekVersion?: number;
};

/** The field beside a stored wrapped secret that says which version wrapped it; none where nobody said. */
export function wrappedFields(wrapped: Wrapped): {
  readonly wrapped: Wrapped;
  readonly kek_version?: number;
} {
  const { kekVersion } = wrapped;
  return { wrapped, ...(kekVersion !== undefined && { kek_version: kekVersion }) };
}

/**
 * Wraps secrets of at most 64 KiB under a key-encryption key (KEK) that never leaves its service.
 * `kek` is the id of the key in the ring: a category's id, or `lookup_secrets`.
 */
export type KeyWrapper = {
  /** @throws KeyServiceUnavailable, KeyDenied */
  wrap(kek: string, secret: Uint8Array, aad: Uint8Array): Promise<Wrapped>;
  /**
   * The caller wipes the secret when it needs its bytes no longer.
   * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged
   */
  unwrap(kek: string, wrapped: Uint8Array, aad: Uint8Array): Promise<Uint8Array>;
};
