import type { KeyWrapper } from './key-wrapper.ts';
import {
  bytesOf,
  checkArrived,
  checksum,
  createKmsCall,
  type KmsCall,
  type KmsCallOptions,
} from './kms-call.ts';
import { type KmsOptions, kmsCallOptions } from './kms-client.ts';

/** The part of a {@link KeyWrapper} that needs only `roles/cloudkms.cryptoKeyEncrypter`. */
export type KeyEncrypter = Pick<KeyWrapper, 'wrap'>;

/**
 * The version number at the end of a resource name of Cloud KMS, in an object. The object is empty
 * if the name does not end with a version.
 */
export function versionOf(name: string | null | undefined): { readonly kekVersion?: number } {
  const [, number] = /\/cryptoKeyVersions\/([1-9]\d*)$/.exec(name ?? '') ?? [];
  return number === undefined ? {} : { kekVersion: Number(number) };
}

/**
 * Wraps secrets with the keys of a Cloud KMS key ring. The checksums of requests and answers are
 * verified.
 */
export function createKmsEncrypter(
  options: Pick<KmsCallOptions, 'keyRing'>,
  call: KmsCall,
): KeyEncrypter {
  return {
    async wrap(kek, secret, aad) {
      const request = {
        name: `${options.keyRing}/cryptoKeys/${kek}`,
        plaintext: secret,
        plaintextCrc32c: checksum(secret),
        additionalAuthenticatedData: aad,
        additionalAuthenticatedDataCrc32c: checksum(aad),
      };
      return call({
        key: kek,
        ask: (kms, callOptions) => kms.encrypt(request, callOptions),
        read(answer) {
          const wrapped = bytesOf(answer.ciphertext);
          checkArrived(answer.verifiedPlaintextCrc32c === true);
          checkArrived(answer.verifiedAdditionalAuthenticatedDataCrc32c === true);
          checkArrived(String(answer.ciphertextCrc32c?.value) === checksum(wrapped).value);
          return Object.assign(wrapped, versionOf(answer.name));
        },
      });
    },
  };
}

/**
 * The {@link KeyEncrypter} on the key ring `mayfly` of Cloud KMS, for functions that may encrypt
 * but not decrypt.
 */
export function connectKmsEncrypter(options: KmsOptions): KeyEncrypter {
  const callOptions = kmsCallOptions(options);
  return createKmsEncrypter(callOptions, createKmsCall(callOptions));
}
