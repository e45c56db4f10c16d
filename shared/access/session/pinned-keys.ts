import type { PublicKeys } from '#shared/vault/signer.ts';

/** Public keys that a deployment pins: those and no others, and nobody is asked for them. */
export function pinnedKeys(keys: { readonly [keyId: string]: string }): PublicKeys {
  return async (keyId) => {
    const pem = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined;
    if (pem === undefined) throw new Error('no key of ours');
    return pem;
  };
}
