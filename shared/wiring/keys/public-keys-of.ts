import { connectKmsPublicKeys } from '#shared/vault/kms-signer.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { type KeyPlatform, kmsOptionsOf } from './kms-options-of.ts';

/**
 * The public keys of the key `receipts`, for a function that checks signatures but does not sign.
 */
export function publicKeysOf(platform: KeyPlatform, caller: string): PublicKeys {
  const signer = platform.keys?.signerOf(caller, 'receipts');
  if (signer === undefined) return connectKmsPublicKeys(kmsOptionsOf(platform, caller));
  return (keyId) => signer.publicKeys(keyId);
}
