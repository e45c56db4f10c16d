import { jwkOf, type SigningJwk } from './jwk.ts';
import { KeyDenied } from './key-wrapper.ts';
import type { Signer } from './signer.ts';

/** A set of public keys, with the field names of RFC 7517. */
export type KeySet = { readonly keys: readonly SigningJwk[] };

/**
 * The public keys of all versions of a signer's key up to the present version, newest first.
 * Destroyed and disabled versions are left out.
 * @throws KeyServiceUnavailable
 */
export async function publishedKeys({
  keyId,
  publicKeys,
}: Pick<Signer, 'keyId' | 'publicKeys'>): Promise<KeySet> {
  const [key = '', version] = keyId.split('/');
  const versions = Array.from({ length: Number(version) }, (_, index) => Number(version) - index);
  const found = versions.map(async (number) => {
    const kid = `${key}/${number}`;
    try {
      return [jwkOf(kid, await publicKeys(kid))];
    } catch (error) {
      if (error instanceof KeyDenied) return [];
      throw error;
    }
  });
  return { keys: (await Promise.all(found)).flat() };
}
