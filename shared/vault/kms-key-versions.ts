import type { KeyVersions } from './key-versions.ts';
import { KeyVersionUnusable } from './key-wrapper.ts';
import { createKmsCall, type KmsCallOptions } from './kms-call.ts';
import { type KmsOptions, kmsCallOptions } from './kms-client.ts';
import { versionOf } from './kms-encrypter.ts';

const standingStates = new Set<unknown>(['ENABLED', 'DISABLED']);

/**
 * {@link KeyVersions} on Cloud KMS. It needs `cloudkms.cryptoKeys.get`,
 * `cloudkms.cryptoKeyVersions.list` and `.destroy` on its keys.
 */
export function createKmsKeyVersions(options: KmsCallOptions): KeyVersions {
  const call = createKmsCall(options);
  const nameOf = (kek: string) => `${options.keyRing}/cryptoKeys/${kek}`;
  return {
    async standing(kek) {
      const primary = await call({
        key: kek,
        ask: (kms, each) => kms.getCryptoKey({ name: nameOf(kek) }, each),
        read: (key) => versionOf(key.primary?.name).kekVersion,
      });
      const numbers = await call({
        key: kek,
        ask: (kms, each) => kms.listCryptoKeyVersions({ parent: nameOf(kek) }, each),
        read: (versions) =>
          versions
            .filter(({ state }) => standingStates.has(state))
            .flatMap(({ name }) => versionOf(name).kekVersion ?? []),
      });
      return { primary, numbers };
    },
    async scheduleDestruction(kek, version) {
      const name = `${nameOf(kek)}/cryptoKeyVersions/${version}`;
      try {
        await call({
          key: kek,
          ask: (kms, each) => kms.destroyCryptoKeyVersion({ name }, each),
          read: () => undefined,
        });
      } catch (error) {
        // This is no error: an earlier run has already ordered this destruction.
        if (!(error instanceof KeyVersionUnusable)) throw error;
      }
    },
  };
}

/** The {@link KeyVersions} of the key ring `mayfly` of Cloud KMS. */
export function connectKmsKeyVersions(options: KmsOptions): KeyVersions {
  return createKmsKeyVersions(kmsCallOptions(options));
}
