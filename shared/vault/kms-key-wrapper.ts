import type { KeyManagementServiceClient } from '@google-cloud/kms';
import crc32c from 'crc-32/crc32c.js';
import { beforeDeadline } from '../time/before-deadline.ts';
import { KeyDenied, KeyServiceUnavailable, type KeyWrapper } from './key-wrapper.ts';

// gRPC status codes, https://grpc.io/docs/guides/status-codes/
const unavailableCodes = new Set<unknown>([1, 4, 8, 13, 14]);

function translate(error: unknown): Error {
  const code = (error as { code?: unknown }).code;
  return unavailableCodes.has(code)
    ? new KeyServiceUnavailable('key service unavailable', { cause: code })
    : new KeyDenied('key service refuses', { cause: code });
}

function checksum(bytes: Uint8Array): { value: string } {
  return { value: String(crc32c.buf(bytes) >>> 0) };
}

/** Whether what arrived is what was sent; a mismatch is a fault of the way, so a retry is worth while. */
function checkArrived(arrived: boolean): void {
  if (!arrived) throw new KeyServiceUnavailable('checksum mismatch');
}

function bytesOf(answer: Uint8Array | string | null | undefined): Uint8Array {
  if (!(answer instanceof Uint8Array)) throw new KeyServiceUnavailable('no bytes in the answer');
  return answer;
}

export type KmsKeyWrapperOptions = {
  /** Makes the client; called once, on first use, because loading it costs start-up time. */
  readonly connect: () => Promise<KeyManagementServiceClient>;
  /** `projects/…/locations/…/keyRings/mayfly` */
  readonly keyRing: string;
  readonly deadlineMs: number;
  /** Sent with every call. */
  readonly headers?: { readonly [name: string]: string };
};

/**
 * {@link KeyWrapper} on Cloud KMS. Checksums are verified both ways, as
 * https://cloud.google.com/kms/docs/data-integrity-guidelines asks.
 */
export function createKmsKeyWrapper(options: KmsKeyWrapperOptions): KeyWrapper {
  let client: Promise<KeyManagementServiceClient> | undefined;
  const connected = () => (client ??= options.connect());
  // Made anew for every call: the client adds headers of its own to it, which name that call's key.
  const callOptions = () => ({
    timeout: options.deadlineMs,
    maxRetries: 1,
    otherArgs: { headers: { ...options.headers } },
  });
  const nameOf = (kek: string) => `${options.keyRing}/cryptoKeys/${kek}`;

  async function call<T>(work: (kms: KeyManagementServiceClient) => Promise<[T, ...unknown[]]>) {
    try {
      return (await beforeDeadline(connected().then(work), options.deadlineMs))[0];
    } catch (error) {
      throw translate(error);
    }
  }

  return {
    async wrap(kek, secret, aad) {
      const request = {
        name: nameOf(kek),
        plaintext: secret,
        plaintextCrc32c: checksum(secret),
        additionalAuthenticatedData: aad,
        additionalAuthenticatedDataCrc32c: checksum(aad),
      };
      const answer = await call((kms) => kms.encrypt(request, callOptions()));
      const wrapped = bytesOf(answer.ciphertext);
      checkArrived(answer.verifiedPlaintextCrc32c === true);
      checkArrived(answer.verifiedAdditionalAuthenticatedDataCrc32c === true);
      checkArrived(String(answer.ciphertextCrc32c?.value) === checksum(wrapped).value);
      return wrapped;
    },
    async unwrap(kek, wrapped, aad) {
      const request = {
        name: nameOf(kek),
        ciphertext: wrapped,
        ciphertextCrc32c: checksum(wrapped),
        additionalAuthenticatedData: aad,
        additionalAuthenticatedDataCrc32c: checksum(aad),
      };
      const answer = await call((kms) => kms.decrypt(request, callOptions()));
      const secret = bytesOf(answer.plaintext);
      checkArrived(String(answer.plaintextCrc32c?.value) === checksum(secret).value);
      return secret;
    },
  };
}
