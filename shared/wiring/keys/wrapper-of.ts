import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import { type KeyPlatform, kmsOptionsOf } from './kms-options-of.ts';

/**
 * Creates the wrapper for the keys with which the function may decrypt. Every file that imports
 * this one can decrypt.
 */
export function wrapperOf(platform: KeyPlatform, caller: string): KeyWrapper {
  return platform.keys?.wrapperOf(caller) ?? connectKms(kmsOptionsOf(platform, caller));
}
