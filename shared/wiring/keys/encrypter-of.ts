import { connectKmsEncrypter, type KeyEncrypter } from '#shared/vault/kms-encrypter.ts';
import type { Platform } from '../platform.ts';
import { kmsOptions } from './kms-options.ts';

/** Wraps with the keys that the function may encrypt with; cannot unwrap. */
export function encrypterOf(
  platform: Pick<Platform, 'config' | 'keys'>,
  caller: string,
): KeyEncrypter {
  return (
    platform.keys?.wrapperOf(caller) ?? connectKmsEncrypter(kmsOptions(platform.config, caller))
  );
}
