import { describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import {
  AlreadyExists,
  type DocumentRef,
  type Store,
  StoreUnavailable,
  type Write,
  WriteConflict,
} from '#shared/store/store.ts';
import { ledgerEntries } from './collections.ts';
import { type Deed, encodeDeed, readEntry } from './deed.ts';
import { openLedger, takenBackId } from './open-ledger.ts';

const stock: DocumentRef = { tenant: 'acme', collection: 'coupon_stock', id: 'a1' };
const other: DocumentRef = { ...stock, id: 'a2' };
const going: Deed = { kind: 'deletion', documents: [stock, other] };
const deletions: readonly Write[] = [
  { kind: 'delete', ref: stock },
  { kind: 'delete', ref: other },
];

/**
 * Returns a store whose next commits have these outcomes, one after the other: an error, or success
 * for `null`.
 */
function failing(store: Store, outcomes: (Error | null)[]): Pick<Store, 'commit'> {
  return {
    async commit(writes) {
      const error = outcomes.shift();
      if (error) throw error;
      return store.commit(writes);
    },
  };
}

async function createLedgerFixture() {
  const fixture = createTestFixture();
  const { store, clock } = fixture;
  const data = { pool_id: 'p', state: 'stock' };
  await store.commit([stock, other].map((ref): Write => ({ kind: 'create', ref, data })));
  const entries = () =>
    store.query({
      collection: ledgerEntries.id,
      tenant: 'acme',
      where: [],
      orderBy: [],
      limit: 10_000,
    });
  return {
    store,
    clock,
    entries,
    /** The ids of entries that are not cancelled. */
    held: async () => {
      const ids = new Set((await entries()).map(({ ref }) => ref.id));
      return [...ids].filter((id) => !id.endsWith('.back') && !ids.has(takenBackId(id)));
    },
    ledger: openLedger(fixture.contextOf('acme'), ({ data: { state } }) => state !== 'used'),
  };
}

test('the entry of a deed contains the paths of the deed’s documents, and expires after nine days', async () => {
  const { store, clock, entries, ledger } = await createLedgerFixture();
  await ledger.commit(store, going, deletions);
  const [entry, ...more] = await entries();
  expect(more).toEqual([]);
  expect(entry?.data).toEqual({
    kind: 'deletion',
    paths: ['coupon_stock/a1', 'coupon_stock/a2'],
    terms: [],
    at: clock.now,
    expires_at: clock.now + 9 * microsPerDay,
    purge_shard: expect.any(Number),
  });
});

test('a deed does not happen if its entry cannot be written', async () => {
  const { store, ledger } = await createLedgerFixture();
  const now = failing(store, [new StoreUnavailable('unavailable')]);
  await expect(ledger.commit(now, going, deletions)).rejects.toThrow(StoreUnavailable);
  expect(await store.get(stock)).toBeDefined();
});

test('if an entry was stored and only the answer to its commit was lost, the entry is not written again', async () => {
  const { store, ledger, held } = await createLedgerFixture();
  const lost: Pick<Store, 'commit'> = {
    async commit(writes) {
      await store.commit(writes);
      throw new AlreadyExists('already exists');
    },
  };
  await ledger.remember(lost, going);
  await ledger.remember(store, going);
  expect(await held()).toHaveLength(1);
});

describe('an attempt that has written its entry, but fails to commit its deed', () => {
  const conflict = new WriteConflict('conflict');

  test('writes no second entry when it is repeated after a conflict', async () => {
    const { store, ledger, entries } = await createLedgerFixture();
    const now = failing(store, [null, conflict]);
    await expect(ledger.commit(now, going, deletions)).rejects.toThrow(WriteConflict);
    await ledger.close(ledger.commit(store, going, deletions));
    expect(await entries()).toHaveLength(1);
  });

  test('has its entry cancelled if the request is refused in the end', async () => {
    const { store, ledger, held, entries } = await createLedgerFixture();
    const now = failing(store, [null, conflict]);
    const request = ledger.commit(now, going, deletions).catch(() => {
      throw new Problem('contention');
    });
    await expect(ledger.close(request)).rejects.toThrow(Problem);
    expect(await held()).toEqual([]);
    expect(await entries()).toHaveLength(2);
  });

  test('keeps its entry if a document is already deleted, because the deed may have been done', async () => {
    const { store, ledger, held } = await createLedgerFixture();
    const now = failing(store, [null, conflict]);
    const request = ledger.commit(now, going, deletions).catch(() => {
      throw new Problem('contention');
    });
    await store.commit([{ kind: 'delete', ref: stock }]);
    await expect(ledger.close(request)).rejects.toThrow(Problem);
    expect(await held()).toHaveLength(1);
  });

  test('keeps its entry if the result of the commit is unknown', async () => {
    const { store, ledger, held } = await createLedgerFixture();
    const now = failing(store, [null, new StoreUnavailable('unavailable')]);
    await expect(ledger.close(ledger.commit(now, going, deletions))).rejects.toThrow(
      StoreUnavailable,
    );
    expect(await held()).toHaveLength(1);
  });

  test.each([
    ['is cancelled if the record did not get this expiry', 7, 0],
    ['is kept if the record got this expiry', 8, 1],
  ])('about the expiry of a record: its entry %s', async (_name, expiry_moved_at, left) => {
    const { store, ledger, held } = await createLedgerFixture();
    const record = { tenant: 'acme', collection: 'variables', id: 'v1' };
    const data = { expires_at: 10, purge_shard: 0, expiry_moved_at };
    await store.commit([{ kind: 'create', ref: record, data }]);
    const deed = { kind: 'expiry', record, expiresAt: 9, at: 8 } as const;
    const now = failing(store, [null, conflict]);
    const request = ledger.commit(now, deed, []).catch(() => {
      throw new Problem('contention');
    });
    await expect(ledger.close(request)).rejects.toThrow(Problem);
    expect(await held()).toHaveLength(left);
  });

  test('has its entry cancelled if a later attempt uses another code; the entry of the used code is kept', async () => {
    const { store, ledger, held, entries } = await createLedgerFixture();
    const use = (code: DocumentRef) => ({ kind: 'use', code, poolId: 'p' }) as const;
    const used = (ref: DocumentRef): Write => {
      return { kind: 'put', ref, data: { pool_id: 'p', state: 'used' } };
    };
    const now = failing(store, [null, conflict]);
    await expect(ledger.commit(now, use(stock), [used(stock)])).rejects.toThrow(WriteConflict);
    await ledger.close(ledger.commit(store, use(other), [used(other)]));
    const [kept, ...more] = await held();
    expect(more).toEqual([]);
    const entry = (await entries()).find(({ ref }) => ref.id === kept);
    expect(entry?.data['paths']).toEqual(['coupon_stock/a2']);
  });
});

test('the entries of a request name each document only once, even if two deeds contain it', async () => {
  const { store, ledger, entries } = await createLedgerFixture();
  await ledger.remember(store, going);
  const third = { ...stock, id: 'a3' };
  await ledger.remember(store, { kind: 'deletion', documents: [other, third] });
  expect((await entries()).map(({ data }) => data['paths'])).toEqual(
    expect.arrayContaining([['coupon_stock/a1', 'coupon_stock/a2'], ['coupon_stock/a3']]),
  );
});

test('if a deed does not fit into one entry, several entries are written in one commit', async () => {
  const { store, ledger, entries } = await createLedgerFixture();
  let commits = 0;
  const counted: Pick<Store, 'commit'> = {
    commit(writes) {
      commits += 1;
      return store.commit(writes);
    },
  };
  const documents = Array.from({ length: 4_500 }, (_, at) => ({ ...stock, id: `b${at}` }));
  await ledger.remember(counted, { kind: 'deletion', documents });
  const paths = (await entries()).flatMap(({ data }) => data['paths']);
  expect(new Set(paths)).toHaveLength(4_500);
  expect(commits).toBe(1);
});

test.for<Deed>([
  going,
  { kind: 'withdrawal', consent: stock, others: [other], at: '2026-01-15T12:00:00.000Z' },
  { kind: 'use', code: stock, poolId: 'p' },
  { kind: 'history', record: stock },
  { kind: 'restriction', records: [stock, other], ground: 'needed_for_claims' },
  { kind: 'lifting', record: stock },
  { kind: 'correction', record: stock, at: 8 },
  { kind: 'expiry', record: stock, expiresAt: 9, at: 8 },
  { kind: 'waiting', tenant: 'acme' },
  {
    kind: 'acceptance',
    erasure: stock,
    data: { pending: true, counts: [] },
    fence: { category: 'customers', upTo: 5, erasure: 'a1', coolsSince: 4 },
  },
  {
    kind: 'clearance',
    erasure: stock,
    decisions: { fences: [{ category: 'customers', upTo: 5 }], shortenings: [] },
  },
  {
    kind: 'decision',
    tenant: 'acme',
    decisions: {
      fences: [{ category: 'customers', upTo: 5, storedBy: 4 }],
      shortenings: [{ category: 'chat_messages', upTo: 6, days: 3 }],
    },
  },
])('a deed of the kind $kind does not change when it is encoded and read again', (deed) => {
  const ref = { tenant: 'acme', collection: ledgerEntries.id, id: 'e1' };
  const data = { ...encodeDeed(deed), at: 7 };
  expect(readEntry({ ref, data, version: '1' as never })?.deed).toEqual(deed);
});
