import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import { type KeyPlatform, kmsOptionsOf } from './kms-options-of.ts';

/**
 * Creates the wrapper for the keys with which the function may decrypt. Every bundle with this file
 * contains code that decrypts.
 */
export function wrapperOf(platform: KeyPlatform, caller: string): KeyWrapper {
  return platform.keys?.wrapperOf(caller) ?? connectKms(kmsOptionsOf(platform, caller));
}
