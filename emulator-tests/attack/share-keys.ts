import type { Config } from '#shared/base/config/read-config.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { kmsOptions } from '#shared/wiring/keys/kms-options.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import type { KeyService } from '#shared/wiring/platform.ts';

/**
 * Returns a key service that creates one client for each caller and each signing key, and reuses
 * it. Creating a client takes longer than most deeds.
 */
export function shareKeys(config: Config): KeyService {
  const wrappers = new Map<string, KeyWrapper>();
  const signers = new Map<string, Signer>();
  return {
    wrapperOf(caller) {
      const known = wrappers.get(caller) ?? connectKms(kmsOptions(config, caller));
      wrappers.set(caller, known);
      return known;
    },
    signerOf(caller, key) {
      const name = `${caller} ${key}`;
      const known = signers.get(name) ?? signerOf({ config }, caller, key);
      signers.set(name, known);
      return known;
    },
  };
}
