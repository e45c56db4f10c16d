import type { PublicKeys } from '#shared/vault/signer.ts';

/**
 * The public keys in the configuration of a deployment. Only these keys are accepted, and no
 * service is asked for others.
 */
export function pinnedKeys(keys: { readonly [keyId: string]: string }): PublicKeys {
  return async (keyId) => {
    const pem = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined;
    if (pem === undefined) throw new Error('the configuration has no such key');
    return pem;
  };
}
