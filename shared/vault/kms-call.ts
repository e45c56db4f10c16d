import type { KeyManagementServiceClient } from '@google-cloud/kms';
import crc32c from 'crc-32/crc32c.js';
import { connectOnce } from '#shared/base/grpc/connect-once.ts';
import { statusOf } from '#shared/base/grpc/status-of.ts';
import { beforeDeadline } from '#shared/base/time/before-deadline.ts';
import { callGateLimits, createCallGate } from './call-gate.ts';
import { KeyDenied, KeyServiceUnavailable, KeyVersionUnusable } from './key-wrapper.ts';

// The gRPC status codes of an outage, see https://grpc.io/docs/guides/status-codes/. The code
// `unknown` (2) is among them: a client without credentials reports this code, although the key
// service has refused nothing.
const unavailableCodes = new Set<unknown>([1, 2, 4, 8, 13, 14]);

/** True if a later call may succeed. Codes such as `ECONNRESET` come from the network. */
function isOutage(code: unknown): boolean {
  return unavailableCodes.has(code) || /^E(?!RR_)[A-Z_]+$/.test(String(code));
}

/**
 * The gRPC status if the version that a call needs is disabled, scheduled for destruction, or
 * destroyed.
 */
const failedPrecondition = 9;
/**
 * The gRPC status if the ciphertext is damaged or was made with other additional data, or if a
 * checksum is wrong.
 */
export const invalidArgument = 3;

/**
 * True if the request was damaged during its transmission. Cloud KMS has no separate code for this.
 */
function isDamagedOnTheWay({ code, message }: { code?: unknown; message?: unknown }): boolean {
  return code === invalidArgument && String(message).includes('crc32c');
}

function translate(error: unknown): Error {
  const failure = error as { code?: unknown; message?: unknown };
  const cause = statusOf(error);
  if (isOutage(cause) || isDamagedOnTheWay(failure))
    return new KeyServiceUnavailable('key service unavailable', { cause });
  const Refusal = cause === failedPrecondition ? KeyVersionUnusable : KeyDenied;
  return new Refusal('key service refuses', { cause });
}

/** The CRC32C in the form that Cloud KMS uses. */
export function checksum(bytes: Uint8Array): { value: string } {
  return { value: String(crc32c.buf(bytes) >>> 0) };
}

/**
 * Requires that the data arrived unchanged. A wrong checksum is a transmission error, so the caller
 * may try again.
 * @throws KeyServiceUnavailable
 */
export function checkArrived(arrived: boolean): void {
  if (!arrived) throw new KeyServiceUnavailable('checksum mismatch', { cause: 'checksum' });
}

/**
 * Returns the bytes of an answer.
 * @throws KeyServiceUnavailable if the answer contains no bytes
 */
export function bytesOf(answer: Uint8Array | string | null | undefined): Uint8Array {
  if (!(answer instanceof Uint8Array)) throw new KeyServiceUnavailable('no bytes in the answer');
  return answer;
}

/**
 * A problem of the key service, for operators. It contains key ids and codes, and nothing about a
 * person.
 */
export type KmsTrouble = {
  readonly event: 'key service unavailable' | 'key service answers again' | 'key service refuses';
  /** The id of the key in the key ring. It is absent if the whole service has a problem. */
  readonly kms_key?: string;
  readonly grpc_code?: unknown;
  /** How long the problem has lasted, in seconds. */
  readonly seconds?: number;
};

export type KmsCallOptions = {
  /**
   * Creates the client. This function is called at the first use of the key service, because
   * loading the client takes time. If it fails, the next use calls it again.
   */
  readonly connect: () => Promise<KeyManagementServiceClient>;
  /** `projects/…/locations/…/keyRings/mayfly` */
  readonly keyRing: string;
  readonly deadlineMs: number;
  /** The metadata that is sent with every call. */
  readonly headers?: { readonly [name: string]: string };
  /** Called for each kind of problem, at most once a minute until the outage ends. */
  readonly onTrouble?: (trouble: KmsTrouble) => void;
};

type CallOptions = {
  readonly timeout: number;
  readonly maxRetries: number;
  readonly otherArgs: { readonly headers: { [name: string]: string } };
};

type Ask<T> = {
  /** The id of the key in the key ring. */
  readonly key: string;
  readonly ask: (
    kms: KeyManagementServiceClient,
    options: CallOptions,
  ) => Promise<[T, ...unknown[]]>;
  /**
   * The gRPC status that means that only the data of this call is wrong. This status is not
   * reported as a problem of the service.
   */
  readonly ownFault?: number;
};

/**
 * Makes one call of Cloud KMS, and reads its answer with `read`.
 * @throws KeyServiceUnavailable, KeyDenied, and the errors of `read`
 */
export type KmsCall = <T, R>(call: Ask<T> & { readonly read: (answer: T) => R }) => Promise<R>;

const reminderMs = 60_000;

/**
 * Reports each kind of problem at most once a minute. Also reports the end of an outage. The first
 * problem after an outage is reported at once.
 */
function remindful(tell: (trouble: KmsTrouble) => void): (trouble: KmsTrouble) => void {
  const toldAt = new Map<string, number>();
  return (trouble) => {
    const now = performance.now();
    const kind = `${trouble.event} ${trouble.kms_key ?? ''}`;
    if (now - (toldAt.get(kind) ?? -reminderMs) < reminderMs) return;
    if (trouble.event === 'key service answers again') toldAt.clear();
    else toldAt.set(kind, now);
    tell(trouble);
  };
}

/** Makes calls of Cloud KMS that share one client and one gate. */
export function createKmsCall(options: KmsCallOptions): KmsCall {
  const connected = connectOnce(options.connect);
  const tell = remindful(options.onTrouble ?? (() => undefined));
  const seconds = (milliseconds: number) => Math.round(milliseconds / 1_000);
  const gate = createCallGate({
    limits: callGateLimits,
    random: Math.random,
    monotonic: () => performance.now(),
    after: (milliseconds, work) => void setTimeout(work, milliseconds),
    onFailure: ({ cause }, sinceMs) =>
      tell({ event: 'key service unavailable', grpc_code: cause, seconds: seconds(sinceMs) }),
    onRecovery: (afterMs) =>
      tell({ event: 'key service answers again', seconds: seconds(afterMs) }),
  });

  async function send<T>({ key, ask, ownFault }: Ask<T>, deadlineMs: number): Promise<T> {
    // Each call gets its own options, because the client adds headers with the name of the called
    // key. The client makes at most two attempts. The first may fail because the connection broke
    // without a sign while nobody used it.
    const callOptions = {
      timeout: deadlineMs,
      maxRetries: 2,
      otherArgs: { headers: { ...options.headers } },
    };
    try {
      const answered = connected().then((kms) => ask(kms, callOptions));
      const [answer] = await beforeDeadline(answered, deadlineMs);
      return answer;
    } catch (error) {
      const failure = translate(error);
      const { cause } = failure;
      if (failure instanceof KeyDenied && (ownFault === undefined || cause !== ownFault))
        tell({ event: 'key service refuses', kms_key: key, grpc_code: cause });
      throw failure;
    }
  }

  return (call) => gate(async (left) => call.read(await send(call, left)), options.deadlineMs);
}
