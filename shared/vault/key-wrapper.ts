/** The key service cannot be reached or is overloaded; worth a retry. */
export class KeyServiceUnavailable extends Error {
  override readonly name = 'KeyServiceUnavailable';
}

/** The key service refuses: no grant, or the key-encryption key is disabled or destroyed. */
export class KeyDenied extends Error {
  override readonly name = 'KeyDenied';
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
  /** @throws KeyServiceUnavailable, KeyDenied */
  unwrap(kek: string, wrapped: Uint8Array, aad: Uint8Array): Promise<Uint8Array>;
};
