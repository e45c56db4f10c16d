import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';

/** Signs sessions in tests; `testConfig` pins its public key. */
export const sessionSigner = createFakeSigner('session_signing/1');

/** `SESSION_PUBLIC_KEYS` that pins the public keys of such signers. */
export function pin(...signers: readonly (typeof sessionSigner)[]): string {
  const keys = signers.map(({ keyId, publicKey }) => [
    keyId,
    publicKey.replaceAll(/-----[A-Z ]+-----|\s/g, ''),
  ]);
  return JSON.stringify(Object.fromEntries(keys));
}
