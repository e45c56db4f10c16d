import { KeyDenied, type KeyWrapper, WrappedKeyDamaged } from '../key-wrapper.ts';
import {
  bytesOf,
  checkArrived,
  checksum,
  createKmsCall,
  invalidArgument,
  type KmsCallOptions,
} from '../kms-call.ts';
import { createKmsEncrypter } from '../kms-encrypter.ts';

/**
 * Cloud KMS answers "invalid argument" if the ciphertext is damaged, or was encrypted with other
 * AAD.
 */
function tellDamage(error: unknown): never {
  if (error instanceof KeyDenied && error.cause === invalidArgument)
    throw new WrappedKeyDamaged('the secret cannot be unwrapped', { cause: error.cause });
  throw error;
}

/**
 * The {@link KeyWrapper} on Cloud KMS. The checksums of requests and answers are verified, as
 * https://cloud.google.com/kms/docs/data-integrity-guidelines recommends.
 */
export function createKmsKeyWrapper(options: KmsCallOptions): KeyWrapper {
  const call = createKmsCall(options);
  return {
    ...createKmsEncrypter(options, call),
    async unwrap(kek, wrapped, aad) {
      const request = {
        name: `${options.keyRing}/cryptoKeys/${kek}`,
        ciphertext: wrapped,
        ciphertextCrc32c: checksum(wrapped),
        additionalAuthenticatedData: aad,
        additionalAuthenticatedDataCrc32c: checksum(aad),
      };
      const decrypting = call({
        key: kek,
        ownFault: invalidArgument,
        ask: (kms, callOptions) => kms.decrypt(request, callOptions),
        read(answer) {
          const secret = bytesOf(answer.plaintext);
          checkArrived(String(answer.plaintextCrc32c?.value) === checksum(secret).value);
          return secret;
        },
      });
      return decrypting.catch(tellDamage);
    },
  };
}
