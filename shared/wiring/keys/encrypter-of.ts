import { connectKmsEncrypter, type KeyEncrypter } from '#shared/vault/kms-encrypter.ts';
import { type KeyPlatform, kmsOptionsOf } from './kms-options-of.ts';

/**
 * Creates the encrypter for the keys with which the function may encrypt. An encrypter cannot
 * unwrap.
 */
export function encrypterOf(platform: KeyPlatform, caller: string): KeyEncrypter {
  return platform.keys?.wrapperOf(caller) ?? connectKmsEncrypter(kmsOptionsOf(platform, caller));
}
