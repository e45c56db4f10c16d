import type { KeyWrapper } from '../key-wrapper.ts';
import {
  bytesOf,
  checkArrived,
  checksum,
  createKmsCall,
  type KmsCallOptions,
} from '../kms-call.ts';
import { createKmsEncrypter } from '../kms-encrypter.ts';

/**
 * {@link KeyWrapper} on Cloud KMS. Checksums are verified both ways, as
 * https://cloud.google.com/kms/docs/data-integrity-guidelines asks.
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
      const answer = await call((kms, callOptions) => kms.decrypt(request, callOptions));
      const secret = bytesOf(answer.plaintext);
      checkArrived(String(answer.plaintextCrc32c?.value) === checksum(secret).value);
      return secret;
    },
  };
}
