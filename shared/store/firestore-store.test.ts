import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { indexCollections } from './check-declared.ts';
import type { Stub } from './firestore-calls.ts';
import { createFirestoreStore } from './firestore-store.ts';
import { AlreadyExists, type Store, StoreUnavailable, WriteConflict } from './store.ts';
import { contractCollections } from './testing/contract-fixture.ts';

const text = 'text of the client with tenants/acme/things/anna@example.org';

type Callback = (error: unknown, answer?: unknown) => void;
type Outcome = { readonly code?: unknown; readonly answers?: readonly unknown[] } | 'silence';

/** Methods whose calls have the given outcomes in turn. Later calls repeat the last outcome. */
function createStubOf(outcomes: readonly Outcome[]) {
  const seen = { calls: 0, cancelled: 0 };
  const next = () => outcomes[Math.min(seen.calls++, outcomes.length - 1)] ?? 'silence';
  const errorOf = (code: unknown) => Object.assign(new Error(text), { code });
  function stream() {
    const emitter = new EventEmitter();
    const outcome = next();
    setImmediate(() => {
      if (outcome === 'silence') return;
      for (const answer of outcome.answers ?? []) emitter.emit('data', answer);
      if ('code' in outcome) emitter.emit('error', errorOf(outcome.code));
      else emitter.emit('end');
    });
    return Object.assign(emitter, { cancel: () => void (seen.cancelled += 1) });
  }
  function unary(...[, , , callback]: readonly [unknown, unknown, unknown, Callback]) {
    const outcome = next();
    setImmediate(() => {
      if (outcome === 'silence') return;
      if ('code' in outcome) callback(errorOf(outcome.code));
      else callback(null, outcome.answers?.[0]);
    });
  }
  const stub = {
    batchGetDocuments: stream,
    runQuery: stream,
    runAggregationQuery: stream,
    commit: unary,
    batchWrite: unary,
  };
  return { stub: stub as unknown as Stub, seen };
}

function createStoreOn(...outcomes: Outcome[]) {
  const { stub, seen } = createStubOf(outcomes);
  const pauses: number[] = [];
  const store = createFirestoreStore({
    connected: async () => stub,
    rootOf: (id) => `projects/demo/databases/${id}`,
    collections: indexCollections(contractCollections),
    headers: {},
    deadlineMs: 20,
    throttleDeletes: true,
    random: () => 1,
    sleep: async (milliseconds) => void pauses.push(milliseconds),
  });
  return { store, seen, pauses };
}

const ref = { tenant: 'acme', collection: 'things', id: 'a' };
const data = { expires_at: 1, purge_shard: 0 };
const things = { collection: 'things', tenant: 'acme', where: [], orderBy: [] };
const found = { ref, data, version: '1.0' } as never;

const reads: readonly (readonly [string, (store: Store) => Promise<unknown>])[] = [
  ['a read', (store) => store.get(ref)],
  ['a query', (store) => store.query({ ...things, limit: 1 })],
  ['a count', (store) => store.count(things)],
];
const calls: typeof reads = [
  ...reads,
  ['a commit', (store) => store.commit([{ kind: 'create', ref, data }])],
];

describe.each(calls)('%s', (name, call) => {
  const isWrite = name === 'a commit';

  test('ends at its deadline if no answer comes', async () => {
    const { store, seen } = createStoreOn('silence');
    await expect(call(store)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(seen.cancelled).toBe(isWrite ? 0 : 1);
  });

  test.each([1, 2, 4, 8, 13, 14, 16, 503])(
    'that fails with %i is reported as an outage',
    async (code) => {
      await expect(call(createStoreOn({ code }).store)).rejects.toBeInstanceOf(StoreUnavailable);
    },
  );

  test.each([5, 6, 9, 10])(
    `that fails with %i is ${isWrite ? '' : 'not '}reported as a conflict`,
    async (code) => {
      const [outcome] = await Promise.allSettled([call(createStoreOn({ code }).store)]);
      const reason = outcome?.status === 'rejected' ? outcome.reason : undefined;
      expect(reason).toBeInstanceOf(Error);
      expect(reason instanceof WriteConflict).toBe(isWrite);
      expect(reason instanceof AlreadyExists).toBe(isWrite && code === 6);
    },
  );

  test.each([2, 3, 4, 6, 7, 9, 'ERR_INVALID_ARG_TYPE', undefined])(
    'that fails with %s throws an error without the text of Firestore’s client',
    async (code) => {
      const [outcome] = await Promise.allSettled([call(createStoreOn({ code }).store)]);
      const reason = (outcome?.status === 'rejected' ? outcome.reason : undefined) as Error;
      expect(reason).toBeInstanceOf(Error);
      const { message, stack, cause } = reason;
      expect(JSON.stringify([message, stack, cause])).not.toContain('anna');
    },
  );
});

describe('a stream', () => {
  const time = { seconds: '1', nanos: 0 };
  const name = 'projects/demo/databases/mayfly/documents/tenants/acme/things/a';
  const answers = [{ document: { name, fields: {}, updateTime: time }, readTime: time }];

  test('is read again from its beginning after a transient error', async () => {
    const { store, seen, pauses } = createStoreOn({ answers, code: 14 }, { answers });
    expect(await store.query({ ...things, limit: 9 })).toHaveLength(1);
    expect([seen.calls, pauses.length]).toEqual([2, 1]);
  });

  test('is read at most five times', async () => {
    const { store, seen } = createStoreOn({ code: 14 });
    await expect(store.query({ ...things, limit: 9 })).rejects.toBeInstanceOf(StoreUnavailable);
    expect(seen.calls).toBe(5);
  });

  test.each([3, 7, 8, 9])('is not read again if it fails with %i', async (code) => {
    const { store, seen } = createStoreOn({ code }, { answers });
    await expect(store.query({ ...things, limit: 9 })).rejects.toBeInstanceOf(Error);
    expect(seen.calls).toBe(1);
  });
});

test('an answer without the requested document or count is reported as an outage, not as a missing document', async () => {
  const { store } = createStoreOn({ answers: [{ readTime: { seconds: '1', nanos: 0 } }] });
  await expect(store.get(ref)).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(store.count(things)).rejects.toBeInstanceOf(StoreUnavailable);
});

describe('deleteEach', () => {
  const statusOf = (...codes: number[]) => ({
    answers: [{ status: codes.map((code) => ({ code })) }],
  });
  const documents = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...(found as object),
      ref: { ...ref, id: String(at) },
    })) as never[];

  test('sends a deletion again after a transient error, but not after a conflict', async () => {
    const { store, seen } = createStoreOn(statusOf(0, 14, 9, 5), statusOf(0));
    expect(await store.deleteEach(documents(4))).toBe(2);
    expect(seen.calls).toBe(2);
  });

  test('sends a deletion at most three times', async () => {
    const { store, seen } = createStoreOn(statusOf(14));
    await expect(store.deleteEach(documents(1))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(seen.calls).toBe(3);
  });

  test('deletes at most 500 documents in one call, and waits a second between two calls', async () => {
    const { store, seen, pauses } = createStoreOn(
      statusOf(...Array.from({ length: 500 }, () => 0)),
    );
    expect(await store.deleteEach(documents(1_001))).toBe(1_001);
    expect([seen.calls, pauses]).toEqual([3, [1_000, 1_000]]);
  });

  test('counts a deletion without a status as failed', async () => {
    const { store } = createStoreOn(statusOf());
    await expect(store.deleteEach(documents(1))).rejects.toBeInstanceOf(StoreUnavailable);
  });

  test('deletes a document only once if the list contains it twice', async () => {
    const { store } = createStoreOn(statusOf(0));
    expect(await store.deleteEach([found, found])).toBe(1);
  });
});
