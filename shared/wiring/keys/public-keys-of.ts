import { connectKmsPublicKeys } from '#shared/vault/kms-signer.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { type KeyPlatform, kmsOptionsOf } from './kms-options-of.ts';

/** Public keys of the key `receipts`, for a function that checks signatures and makes none. */
export function publicKeysOf(platform: KeyPlatform, caller: string): PublicKeys {
  const { keys } = platform;
  return (
    keys?.signerOf(caller, 'receipts').publicKeys ??
    connectKmsPublicKeys(kmsOptionsOf(platform, caller))
  );
}
