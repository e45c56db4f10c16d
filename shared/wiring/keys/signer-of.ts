import type { Config } from '#shared/base/config/read-config.ts';
import { connectKmsSigner } from '#shared/vault/kms-signer.ts';
import type { Signer, SigningKey } from '#shared/vault/signer.ts';
import { type KeyPlatform, kmsOptionsOf } from './kms-options-of.ts';

const versionOf = {
  receipts: (config: Config) => config.SIGNING_KEY_VERSION,
  session_signing: (config: Config) => config.SESSION_KEY_VERSION,
} as const satisfies { readonly [key in SigningKey]: (config: Config) => number };

/**
 * Creates the signer with the configured version of a key. The default is the key that signs seals
 * and receipts.
 */
export function signerOf(
  platform: KeyPlatform,
  caller: string,
  key: SigningKey = 'receipts',
): Signer {
  const { config, keys } = platform;
  const keyVersion = versionOf[key](config);
  return (
    keys?.signerOf(caller, key) ??
    connectKmsSigner({ ...kmsOptionsOf(platform, caller), key, keyVersion })
  );
}
