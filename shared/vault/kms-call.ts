import type { KeyManagementServiceClient } from '@google-cloud/kms';
import crc32c from 'crc-32/crc32c.js';
import { beforeDeadline } from '#shared/base/time/before-deadline.ts';
import { KeyDenied, KeyServiceUnavailable, KeyVersionUnusable } from './key-wrapper.ts';

// gRPC status codes, https://grpc.io/docs/guides/status-codes/. A client that cannot get
// credentials reports unknown (2). That is no refusal by the key service.
const unavailableCodes = new Set<unknown>([1, 2, 4, 8, 13, 14]);

/** A code that is no number comes from the network. */
function isOutage(code: unknown): boolean {
  return unavailableCodes.has(code) || /^E(?!RR_)[A-Z_]+$/.test(String(code));
}

/** Status of a call that met a version which is disabled, will be destroyed, or is destroyed. */
const failedPrecondition = 9;
/** Status of a call whose ciphertext is damaged or bound to something else, or whose checksum is wrong. */
export const invalidArgument = 3;

/** What was sent did not arrive whole. Cloud KMS has no code of its own for that. */
function isDamagedOnTheWay({ code, message }: { code?: unknown; message?: unknown }): boolean {
  return code === invalidArgument && String(message).includes('crc32c');
}

function translate(error: unknown): Error {
  const failure = error as { code?: unknown; message?: unknown };
  const cause = failure.code;
  if (isOutage(cause) || isDamagedOnTheWay(failure))
    return new KeyServiceUnavailable('key service unavailable', { cause });
  const Refusal = cause === failedPrecondition ? KeyVersionUnusable : KeyDenied;
  return new Refusal('key service refuses', { cause });
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
