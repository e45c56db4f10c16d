import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import { type KeyPlatform, kmsOptionsOf } from './kms-options-of.ts';

/**
 * Creates the client that wraps and unwraps secrets with keys of Cloud KMS. Cloud KMS allows only
 * the keys that were granted to the function `caller`. Every bundle with this file contains code
 * that decrypts.
 */
export function wrapperOf(platform: KeyPlatform, caller: string): KeyWrapper {
  return platform.keys?.wrapperOf(caller) ?? connectKms(kmsOptionsOf(platform, caller));
}
