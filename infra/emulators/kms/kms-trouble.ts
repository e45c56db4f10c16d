import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcFailure, type UnaryHandlers } from '../grpc/grpc-server.ts';

/** A failure of Cloud KMS. With a `key`, it affects only calls that name this key. */
export type KmsTrouble = {
  readonly key?: string;
} & (
  | { readonly kind: 'outage' | 'quota' | 'permission-lost' | 'wrong-checksum' }
  /** The delay of each answer. */
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

/** Fails or delays a call, as the present trouble says. */
export async function sufferTrouble(trouble: KmsTrouble, resource: string): Promise<void> {
  if (!concerns(trouble, resource)) return;
  if (trouble.kind === 'slow') await sleep(trouble.milliseconds);
  else if (trouble.kind !== 'wrong-checksum') throw failures[trouble.kind]();
}

type Answer = { [field: string]: unknown };

/** Answers with wrong checksums, as if the answer was damaged on its way. */
function withWrongChecksums(answer: Answer): Answer {
  const fields = Object.entries(answer).map(([name, value]) => {
    const isChecksum = name.endsWith('Crc32c') && !name.startsWith('verified');
    return [name, isChecksum ? { value: Number((value as Answer)['value']) ^ 1 } : value] as const;
  });
  return Object.fromEntries(fields);
}

/** Wraps the handlers, so that the present trouble changes their answers. */
export function troubledHandlers(
  handlers: UnaryHandlers,
  troubleNow: () => KmsTrouble | undefined,
): UnaryHandlers {
  const troubled = Object.entries(handlers).map(([method, handle]) => {
    const answer = async (request: never) => {
      const given = (await handle(request)) as Answer;
      const trouble = troubleNow();
      const { name = '' } = request as { name?: string };
      if (trouble?.kind !== 'wrong-checksum' || !concerns(trouble, name)) return given;
      return withWrongChecksums(given);
    };
    return [method, answer] as const;
  });
  return Object.fromEntries(troubled);
}
