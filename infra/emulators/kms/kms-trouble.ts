import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcFailure, type UnaryHandlers } from '../grpc/grpc-server.ts';

/** A failure of Cloud KMS. With a `key`, it affects only calls that name this key. */
export type KmsTrouble = {
  readonly key?: string;
} & (
  | {
      readonly kind: 'outage' | 'quota' | 'permission-lost' | 'damaged-request' | 'wrong-checksum';
    }
  /** Each answer is delayed by this number of milliseconds. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
);

const failures = {
  outage: () => new GrpcFailure('UNAVAILABLE', 'The service is currently unavailable.'),
  quota: () =>
    new GrpcFailure(
      'RESOURCE_EXHAUSTED',
      "Quota exceeded for quota metric 'Cryptographic requests' of service 'cloudkms.googleapis.com'.",
    ),
  'permission-lost': () =>
    new GrpcFailure('PERMISSION_DENIED', 'Permission denied (or the resource may not exist).'),
} as const;

function concerns({ key }: KmsTrouble, resource: string): boolean {
  return key === undefined || resource.split('/').includes(key);
}

/** Makes a call fail, or delays it, if `trouble` affects the key of the call. */
export async function sufferTrouble(trouble: KmsTrouble, resource: string): Promise<void> {
  if (!concerns(trouble, resource)) return;
  const { kind } = trouble;
  if (kind === 'slow') await sleep(trouble.milliseconds);
  else if (kind !== 'wrong-checksum' && kind !== 'damaged-request') throw failures[kind]();
}

type Answer = { [field: string]: unknown };

/**
 * Returns the request with one changed bit in its plaintext or ciphertext, as if it was damaged on
 * its way. A request to sign does not change.
 */
function withDamagedContent(request: Answer): Answer {
  const fields = Object.entries(request).map(([name, value]) => {
    const isContent = name === 'plaintext' || name === 'ciphertext';
    if (!isContent || !(value instanceof Uint8Array)) return [name, value] as const;
    const damaged = Buffer.from(value);
    damaged[0] = (damaged[0] ?? 0) ^ 1;
    return [name, damaged] as const;
  });
  return Object.fromEntries(fields);
}

/** Returns the answer with wrong checksums, as if it was damaged on its way. */
function withWrongChecksums(answer: Answer): Answer {
  const fields = Object.entries(answer).map(([name, value]) => {
    const isChecksum = name.endsWith('Crc32c') && !name.startsWith('verified');
    return [name, isChecksum ? { value: Number((value as Answer)['value']) ^ 1 } : value] as const;
  });
  return Object.fromEntries(fields);
}

/**
 * Wraps the handlers. Depending on the present trouble, the wrapper damages the requests, or gives
 * the answers wrong checksums.
 */
export function troubledHandlers(
  handlers: UnaryHandlers,
  troubleNow: () => KmsTrouble | undefined,
): UnaryHandlers {
  const troubled = Object.entries(handlers).map(([method, handle]) => {
    const answer = async (request: never) => {
      const trouble = troubleNow();
      const { name = '' } = request as { name?: string };
      const kind = trouble !== undefined && concerns(trouble, name) ? trouble.kind : undefined;
      const arrived = kind === 'damaged-request' ? withDamagedContent(request) : request;
      const given = (await handle(arrived as never)) as Answer;
      return kind === 'wrong-checksum' ? withWrongChecksums(given) : given;
    };
    return [method, answer] as const;
  });
  return Object.fromEntries(troubled);
}
