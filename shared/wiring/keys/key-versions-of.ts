import type { KeyVersions } from '#shared/vault/key-versions.ts';
import { connectKmsKeyVersions } from '#shared/vault/kms-key-versions.ts';
import { type KeyPlatform, kmsOptionsOf } from './kms-options-of.ts';

/** The versions of the keys whose old versions the function may order to be destroyed. */
export function keyVersionsOf(platform: KeyPlatform, caller: string): KeyVersions {
  return (
    platform.keys?.versionsOf?.(caller) ?? connectKmsKeyVersions(kmsOptionsOf(platform, caller))
  );
}
