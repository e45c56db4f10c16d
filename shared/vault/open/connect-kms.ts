import type { KeyWrapper } from '../key-wrapper.ts';
import { type KmsOptions, kmsCallOptions } from '../kms-client.ts';
import { createKmsKeyWrapper } from './kms-key-wrapper.ts';

/** The {@link KeyWrapper} on the key ring `mayfly` of Cloud KMS. */
export function connectKms(options: KmsOptions): KeyWrapper {
  return createKmsKeyWrapper(kmsCallOptions(options));
}
