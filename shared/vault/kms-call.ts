import type { KeyManagementServiceClient } from '@google-cloud/kms';
import crc32c from 'crc-32/crc32c.js';
import { beforeDeadline } from '#shared/base/time/before-deadline.ts';
import { KeyDenied, KeyServiceUnavailable } from './key-wrapper.ts';

// gRPC status codes, https://grpc.io/docs/guides/status-codes/. A client that cannot get
// credentials reports unknown (2). That is no refusal by the key service.
const unavailableCodes = new Set<unknown>([1, 2, 4, 8, 13, 14]);

/** A code that is no number comes from the network. */
function isOutage(code: unknown): boolean {
  return unavailableCodes.has(code) || /^E(?!RR_)[A-Z_]+$/.test(String(code));
}

function translate(error: unknown): Error {
  const code = (error as { code?: unknown }).code;
  return isOutage(code)
    ? new KeyServiceUnavailable('key service unavailable', { cause: code })
    : new KeyDenied('key service refuses', { cause: code });
}

/** CRC32C as Cloud KMS takes it. */
export function checksum(bytes: Uint8Array): { value: string } {
  return { value: String(crc32c.buf(bytes) >>> 0) };
}

/**
 * Whether what arrived is what was sent. A mismatch is a transmission error, so the caller may try
 * again.
 * @throws KeyServiceUnavailable
 */
export function checkArrived(arrived: boolean): void {
  if (!arrived) throw new KeyServiceUnavailable('checksum mismatch');
}

/** @throws KeyServiceUnavailable when there are none */
export function bytesOf(answer: Uint8Array | string | null | undefined): Uint8Array {
  if (!(answer instanceof Uint8Array)) throw new KeyServiceUnavailable('no bytes in the answer');
  return answer;
}

export type KmsCallOptions = {
  /** Makes the client; called once, on first use, because loading it costs start-up time. */
  readonly connect: () => Promise<KeyManagementServiceClient>;
  /** `projects/…/locations/…/keyRings/mayfly` */
  readonly keyRing: string;
  readonly deadlineMs: number;
  /** Sent with every call. */
  readonly headers?: { readonly [name: string]: string };
};

type CallOptions = {
  readonly timeout: number;
  readonly maxRetries: number;
  readonly otherArgs: { readonly headers: { [name: string]: string } };
};

/** One call of Cloud KMS. @throws KeyServiceUnavailable, KeyDenied */
export type KmsCall = <T>(
  work: (kms: KeyManagementServiceClient, options: CallOptions) => Promise<[T, ...unknown[]]>,
) => Promise<T>;

/** Makes calls of Cloud KMS that share one client. */
export function createKmsCall(options: KmsCallOptions): KmsCall {
  let client: Promise<KeyManagementServiceClient> | undefined;
  const connected = () => (client ??= options.connect());
  return async (work) => {
    // Made for every call: the client adds headers to it, which name the key of that call.
    const callOptions = {
      timeout: options.deadlineMs,
      maxRetries: 1,
      otherArgs: { headers: { ...options.headers } },
    };
    try {
      const answered = connected().then((kms) => work(kms, callOptions));
      const [answer] = await beforeDeadline(answered, options.deadlineMs);
      return answer;
    } catch (error) {
      throw translate(error);
    }
  };
}
