import type { SigningKey } from '#shared/vault/signer.ts';
import { createFakeSigner, type FakeSigner } from '#shared/vault/testing/create-fake-signer.ts';

/** Signs sessions in tests. `testConfig` contains its public key. */
export const sessionSigner = createFakeSigner('session_signing/1');

/** Signs receipts and seals in tests. */
export const receiptSigner = createFakeSigner();

/** The signer of each key. */
export function signerOfTests(_caller: string, key: SigningKey): FakeSigner {
  return key === 'receipts' ? receiptSigner : sessionSigner;
}

/** Returns a value for `SESSION_PUBLIC_KEYS`: the public keys of the given signers. */
export function pin(...signers: readonly (typeof sessionSigner)[]): string {
  const keys = signers.map(({ keyId, publicKey }) => [
    keyId,
    publicKey.replaceAll(/-----[A-Z ]+-----|\s/g, ''),
  ]);
  return JSON.stringify(Object.fromEntries(keys));
}
