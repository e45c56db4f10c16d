import { connectKmsPublicKeys } from '#shared/vault/kms-signer.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import type { Platform } from '../platform.ts';
import { kmsOptions } from './kms-options.ts';

/** Public keys of the key `receipts`, for a function that checks signatures and makes none. */
export function publicKeysOf(
  platform: Pick<Platform, 'config' | 'keys'>,
  caller: string,
): PublicKeys {
  const { config, keys } = platform;
  return (
    keys?.signerOf(caller, 'receipts').publicKeys ??
    connectKmsPublicKeys(kmsOptions(config, caller))
  );
}
