import { vi } from 'vitest';
import { managerLog } from '#shared/categories/manager-log.ts';
import { type Write, WriteConflict } from '#shared/store/store.ts';
import { encode, requiredQuery } from '../../generate/testing/ask-as-described.ts';
import {
  bodyAbout,
  prepareExamples,
  storeSubject,
} from '../../generate/testing/described-requests.ts';
import { functionOf } from '../../generate/testing/function-of.ts';
import type { PeopleFixture } from './create-people-fixture.ts';
import type { DeclaredRoute } from './list-declared.ts';

/**
 * Collections to which a process writes as a side effect of any request: the manager log, the
 * tenant's keys, the noted uses of API keys.
 */
const ofTheProcess = new Set([
  managerLog.id,
  'manager_log_hours',
  'data_keys',
  'data_key_pointers',
  'lookup_secrets',
  'api_key_uses',
]);

/**
 * True for a write that the request asks for. A process creates data keys as a side effect. It
 * changes a data key only if the request asks for the change.
 */
const isForCaller = ({ ref, kind }: Write) =>
  !ofTheProcess.has(ref.collection) || (ref.collection === 'data_keys' && kind === 'update');

/** Returns a body whose second half is sent only after `meanwhile` has finished. */
function drawnOut(bytes: Uint8Array, meanwhile: () => Promise<void>): ReadableStream<Uint8Array> {
  const half = Math.ceil(bytes.length / 2);
  let sent = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        if (sent === 1) await meanwhile();
        controller.enqueue(sent === 0 ? bytes.subarray(0, half) : bytes.subarray(half));
        sent += 1;
        if (sent === 2) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

export type Asked = {
  readonly status: number;
  /** The number of times that the request tried to commit its own writes. */
  readonly attempts: number;
  /** The writes that the request made after `meanwhile` had run. */
  readonly written: readonly Write[];
  readonly code: string | undefined;
};

/**
 * Sends the example request of a route, and runs `meanwhile` during the request. If `when` is
 * `body`, `meanwhile` runs after half of the body has arrived. If `when` is `commit`, `meanwhile`
 * runs during the first commit, which then fails with a conflict. If a route admits only device
 * tokens, the function ignores `callersCredential` and uses a device token.
 */
export async function askWhile(
  fixture: PeopleFixture,
  callersCredential: string,
  each: DeclaredRoute,
  when: 'body' | 'commit',
  meanwhile: () => Promise<void>,
): Promise<Asked> {
  const { method, path, declaration } = each;
  const credential =
    declaration.admission.who === 'device' ? await fixture.deviceTokenFor(path) : callersCredential;
  await prepareExamples(fixture);
  const id = await storeSubject(fixture, await fixture.newKey(), each);
  const body = bodyAbout(each, id);
  const { type, bytes } = await encode(each, body);
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : new Uint8Array(bytes);
  let attempts = 0;
  let now: 'before' | 'meanwhile' | 'after' = 'before';
  const written: Write[] = [];
  const happen = async () => {
    now = 'meanwhile';
    await meanwhile();
    now = 'after';
  };
  const commit = fixture.store.commit.bind(fixture.store);
  vi.spyOn(fixture.store, 'commit').mockImplementation(async (writes) => {
    const own = now === 'meanwhile' ? [] : writes.filter(isForCaller);
    if (own.length > 0) attempts += 1;
    if (own.length > 0 && when === 'commit' && attempts === 1) {
      await happen();
      throw new WriteConflict('somebody was faster');
    }
    if (now === 'after') written.push(...own);
    return commit(writes);
  });
  const isSlow = when === 'body' && body !== undefined;
  const url = path.replace('{id}', id) + requiredQuery(each.operation);
  const response = await fixture.apps[functionOf(path)].request(url, {
    method,
    headers: {
      authorization: `Bearer ${credential}`,
      ...(body !== undefined && { 'content-type': type }),
    },
    ...(body !== undefined && { body: isSlow ? drawnOut(content, happen) : content }),
    ...(isSlow && { duplex: 'half' }),
  });
  const isProblem = response.headers.get('content-type')?.includes('problem') === true;
  const code = isProblem ? ((await response.json()) as { code: string }).code : undefined;
  // An answer may be an archive. An archive that is neither read nor cancelled blocks the archives
  // of later tests.
  if (!isProblem) await response.body?.cancel();
  vi.restoreAllMocks();
  return { status: response.status, code, attempts, written };
}
