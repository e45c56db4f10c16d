import { connectKmsSigner } from '#shared/vault/kms-signer.ts';
import type { Signer } from '#shared/vault/signer.ts';
import type { Platform } from '../platform.ts';
import { kmsOptions } from './kms-options.ts';

/** Signs receipts and seals with the configured version of their key. */
export function signerOf(platform: Pick<Platform, 'config' | 'keys'>, caller: string): Signer {
  const { config, keys } = platform;
  const keyVersion = config.SIGNING_KEY_VERSION;
  return keys?.signerOf(caller) ?? connectKmsSigner({ ...kmsOptions(config, caller), keyVersion });
}
