import { describe, expect, test } from 'vitest';
import type { DocumentData, Store, Write } from '#shared/store/store.ts';
import { checkForgetting, type Given } from './testing/forgetting-property.ts';

const acts = [
  'say',
  'understand',
  'message',
  'trace',
  'signIn',
  'upload',
  'consent',
  'emit',
  'earn',
  'redeem',
  'enter',
  'win',
] as const;

/**
 * Two people, Anna and Bert, do each of the `acts`. Then a backup is made. After the backup, the
 * customer record of each person is restricted.
 */
const given: Given = {
  history: [
    ...[true, false].flatMap((isAnna) =>
      acts.map((act) => ({
        kind: 'act' as const,
        act,
        isAnna,
        conversation_id: isAnna ? ('c1' as const) : ('c2' as const),
        isKeyed: true,
      })),
    ),
    { kind: 'back up' as const },
    // Each step restricts the first customer record that is not restricted yet. So together the two
    // steps restrict a record of each person, although ids and their order are random.
    { kind: 'restrict' as const, category: 'customers', at: 0, ground: 'accuracy_contested' },
    { kind: 'restrict' as const, category: 'customers', at: 0, ground: 'accuracy_contested' },
  ],
  isKept: false,
  restrictedToo: false,
  jumpSeconds: 0,
  run: { by: 'one' as const },
  // Without the key service the receipt is made later, from stored documents and not from memory.
  isKeyServiceAway: true,
};

/** A defect in the code: a function that replaces each write by other writes, or by none. */
type Defect = (write: Write) => readonly Write[];

const isOf = (write: Write, collection: string) => write.ref.collection === collection;

/** A defect: the documents of a collection are not deleted. */
const keeps =
  (collection: string): Defect =>
  (write) =>
    write.kind === 'delete' && isOf(write, collection) ? [] : [write];

const changing =
  (collection: string, change: (data: DocumentData) => object): Defect =>
  (write) =>
    'data' in write && isOf(write, collection)
      ? [{ ...write, data: { ...write.data, ...change(write.data) } }]
      : [write];

const defects: { readonly [what: string]: Defect } = {
  'does not delete uniqueness marks': keeps('unique_marks'),
  'does not delete links of conversations': keeps('conversation_links'),
  'does not delete chunks of files': keeps('file_chunks'),
  'does not delete heads of conversations': keeps('conversation_heads'),
  'does not delete copies of winners': keeps('raffle_winners'),
  'does not delete restricted records': keeps('customers_restricted'),
  'does not delete messages': keeps('chat_messages'),
  'does not delete consents': keeps('marketing_consents'),
  'does not delete hashes in idempotency marks': (write) =>
    write.kind === 'replace' && isOf(write, 'idempotency_marks') ? [] : [write],
  'does not remove the hashes of the person from the erasure': (write) =>
    write.kind === 'replace' && isOf(write, 'erasures')
      ? [{ kind: 'update', ref: write.ref, data: write.data, version: write.version }]
      : [write],
  'doubles the counts of deleted documents': changing('erasures', (data) => {
    const { counts = [] } = data as { readonly counts?: readonly string[] };
    const twice = counts.map((each) => {
      const [name, count] = each.split('=');
      return `${name}=${Number(count) * 2}`;
    });
    return { counts: twice };
  }),
  'writes nothing to the ledger': (write) => (isOf(write, 'ledger_entries') ? [] : [write]),
  'writes deletions to the ledger without their documents': changing('ledger_entries', (data) => {
    const { kind } = data as { readonly kind?: string };
    return kind === 'deletion' ? { paths: [] } : {};
  }),
  'issues no receipt': (write) => (isOf(write, 'receipts') ? [] : [write]),
};

/**
 * An erasure and the restore after it need fewer than 600 commits together. With a defect they
 * might never end, so the test stops them at this number.
 */
const commitsMax = 600;

function plantIn(store: Store, defect: Defect): void {
  const commit = store.commit.bind(store);
  let commits = 0;
  Object.assign(store, {
    commit: (writes: readonly Write[]) => {
      commits += 1;
      if (commits > commitsMax) throw new Error('the erasure or the restore does not end');
      return commit(writes.flatMap(defect));
    },
  });
}

describe('the property that erased data stays erased', () => {
  test('holds for code without a planted defect', async () => {
    const checked = checkForgetting(given, (store) => plantIn(store, (write) => [write]));
    await expect(checked).resolves.toBeUndefined();
  }, 60_000);

  test.each(Object.entries(defects))(
    'is violated by code that %s',
    async (_what, defect) => {
      await expect(checkForgetting(given, (store) => plantIn(store, defect))).rejects.toThrow();
    },
    60_000,
  );

  test('is violated by code that deletes data of another person', async () => {
    const plant = (store: Store) => {
      const commit = store.commit.bind(store);
      let hasTaken = false;
      Object.assign(store, {
        async commit(writes: readonly Write[]) {
          const one = {
            collection: 'loyalty_transactions',
            tenant: 'acme',
            where: [],
            orderBy: [],
          };
          const found = hasTaken ? [] : await store.query({ ...one, limit: 100 });
          hasTaken = true;
          const more = found.map(({ ref }): Write => ({ kind: 'delete', ref }));
          if (more.length > 0) await commit(more);
          return commit(writes);
        },
      });
    };
    await expect(checkForgetting(given, plant)).rejects.toThrow();
  }, 60_000);
});
