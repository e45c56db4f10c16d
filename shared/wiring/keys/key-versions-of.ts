import type { KeyVersions } from '#shared/vault/key-versions.ts';
import { connectKmsKeyVersions } from '#shared/vault/kms-key-versions.ts';
import { type KeyPlatform, kmsOptionsOf } from './kms-options-of.ts';

/**
 * Creates the client for versions of keys, for a function that may order the destruction of old
 * versions.
 */
export function keyVersionsOf(platform: KeyPlatform, caller: string): KeyVersions {
  return (
    platform.keys?.versionsOf?.(caller) ?? connectKmsKeyVersions(kmsOptionsOf(platform, caller))
  );
}
