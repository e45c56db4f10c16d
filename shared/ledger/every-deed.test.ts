import { beforeEach, expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { withdrawConsent } from '#shared/domains/consents/withdraw-consent.ts';
import { deleteConversation } from '#shared/domains/conversations/delete-conversation.ts';
import { deleteMessage } from '#shared/domains/conversations/delete-message.ts';
import { headRef } from '#shared/domains/conversations/head-ref.ts';
import { closePool } from '#shared/domains/coupons/close-pool.ts';
import { clearHistory } from '#shared/domains/customers/clear-history.ts';
import { keepHistory } from '#shared/domains/customers/keep-history.ts';
import { deleteParticipation } from '#shared/domains/raffles/delete-participation.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { eraseSubject } from '#shared/subjects/erase-subject.ts';
import {
  createPersonFixture,
  personOf,
  world,
} from '#shared/subjects/testing/create-person-fixture.ts';
import { ledgerEntries } from './collections.ts';

const anna = personOf('anna', 1);

type Fixture = Awaited<ReturnType<typeof createPersonFixture>>;
let fixture: Fixture;

beforeEach(async () => {
  fixture = await createPersonFixture();
  const { acts } = fixture;
  for (const act of Object.values(acts)) await act(anna, { conversation_id: 'c1' });
});

const stored = async (collection: string): Promise<StoredDocument[]> =>
  (await fixture.dump()).filter(({ ref }) => ref.collection === collection);

async function oneOf(collection: string): Promise<string> {
  const [document] = await stored(collection);
  if (document === undefined) throw new Error(`nothing is stored in ${collection}`);
  return document.ref.id;
}

/** The id of the participation in the raffle that draws at once. This participation has won. */
async function instantWin(): Promise<string> {
  const all = await stored('raffle_participations');
  return all.find(({ data }) => data['raffle_id'] === fixture.instant)?.ref.id ?? '';
}

/** Makes a change, and returns the writes of each of its commits. */
async function commitsOf(deed: (ctx: Fixture['ctx']) => Promise<unknown>): Promise<Write[][]> {
  const { ctx } = fixture;
  const commits: Write[][] = [];
  const watched = onStore(ctx, {
    ...ctx.store,
    commit(writes) {
      commits.push([...writes]);
      return ctx.store.commit(writes);
    },
  });
  await deed(watched);
  return commits;
}

const isEntry = (writes: readonly Write[]) =>
  writes.every(({ ref }) => ref.collection === ledgerEntries.id);

const deeds: readonly {
  readonly name: string;
  readonly kind: string;
  readonly about: () => Promise<readonly string[]>;
  readonly deed: (ctx: Fixture['ctx']) => Promise<unknown>;
}[] = [
  {
    name: 'deleting a record',
    kind: 'deletion',
    about: async () => [`customers/${await oneOf('customers')}`],
    deed: async (ctx) => deleteRecord(ctx, { category: customers, id: await oneOf('customers') }),
  },
  {
    name: 'deleting a message',
    kind: 'deletion',
    about: async () => [`chat_messages/${await oneOf('chat_messages')}`],
    deed: async (ctx) => deleteMessage(ctx, { id: await oneOf('chat_messages') }),
  },
  {
    name: 'deleting a conversation',
    kind: 'deletion',
    about: async () => [
      `conversation_heads/${headRef('acme', 'c1').id}`,
      ...(await stored('chat_messages')).map(({ ref }) => `chat_messages/${ref.id}`),
    ],
    deed: async (ctx) => deleteConversation(ctx, { conversationId: 'c1' }),
  },
  {
    name: 'deleting a participation',
    kind: 'deletion',
    about: async () => [`raffle_participations/${await instantWin()}`],
    deed: async (ctx) => deleteParticipation(ctx, { id: await instantWin() }),
  },
  {
    name: 'closing a pool of codes',
    kind: 'closing',
    about: async () => [`coupon_pools/${fixture.pool}`],
    deed: async (ctx) => {
      const stop = new Error('stop');
      const { store } = ctx;
      // The commit that begins to close the pool has an entry in the ledger. Later commits delete
      // the unused codes and have no entries. The test stops before these later commits.
      const get: typeof store.get = async (ref) => {
        const found = await store.get(ref);
        if (found?.data['state'] === 'closing') throw stop;
        return found;
      };
      const closing = closePool(onStore(ctx, { ...store, get }), {
        poolId: fixture.pool,
        body: { confirm: true },
      });
      await expect(closing).rejects.toBe(stop);
    },
  },
  {
    name: 'withdrawing a consent',
    kind: 'withdrawal',
    about: async () => [`marketing_consents/${await oneOf('marketing_consents')}`],
    deed: async (ctx) => withdrawConsent(ctx, { id: await oneOf('marketing_consents') }),
  },
  {
    name: 'making the expiry of a record earlier',
    kind: 'expiry',
    about: async () => [`messenger_sessions/${await oneOf('messenger_sessions')}`],
    deed: async (ctx) =>
      correctRecord(ctx, {
        category: messengerSessions,
        id: await oneOf('messenger_sessions'),
        body: { expires_at: formatInstant(ctx.now() + microsPerDay) },
      }),
  },
];

test.each(deeds)(
  '$name: one commit writes an entry to the ledger, and then one commit makes the change',
  async (each) => {
    const about = await each.about();
    const [entry = [], deed = [], ...more] = await commitsOf(each.deed);
    expect(more).toEqual([]);
    expect(isEntry(entry)).toBe(true);
    expect(isEntry(deed)).toBe(false);
    const written = (await fixture.remembered()).find(({ ref }) =>
      entry.some((write) => write.ref.id === ref.id),
    );
    expect(written?.data['kind']).toBe(each.kind);
    expect(new Set(written?.data['paths'] as string[])).toEqual(new Set(about));
  },
);

test('clearing a customer’s history: an entry is written to the ledger before the commit that clears it', async () => {
  const id = await oneOf('customers');
  const body = { values: { size: 'M' } };
  const revise = keepHistory;
  await correctRecord(fixture.ctx, { category: customers, id, body, revise });
  await correctRecord(fixture.ctx, {
    category: customers,
    id,
    body: { values: { size: 'L' } },
    revise,
  });
  const commits = await commitsOf((ctx) => clearHistory(ctx, { id }));
  expect(commits.map(isEntry)).toEqual([true, false]);
});

test('giving out a code: one entry with the code and its pool is written to the ledger', async () => {
  const { coupons, pool } = fixture;
  const before = await fixture.remembered();
  await coupons.emit(pool, 'bert@example.org');
  const known = new Set(before.map(({ ref }) => ref.id));
  const [entry, ...more] = (await fixture.remembered()).filter(({ ref }) => !known.has(ref.id));
  expect(more).toEqual([]);
  expect(entry?.data).toMatchObject({ kind: 'use', terms: [pool] });
  const paths = entry?.data['paths'] as string[] | undefined;
  const used = (await stored('coupon_stock')).find(({ ref }) =>
    paths?.includes(`coupon_stock/${ref.id}`),
  );
  expect(used?.data['state']).toBe('used');
});

test('erasing a person: one commit writes all entries to the ledger before anything is deleted', async () => {
  const body = { scope: { subject: anna }, confirm: true };
  const commits = await commitsOf((ctx) =>
    eraseSubject(ctx, world, { body, idempotencyKey: undefined }),
  );
  const entries = commits.map(isEntry);
  expect(entries.filter((each) => each)).toHaveLength(1);
  const firstDeletion = commits.findIndex((writes) => writes.some(({ kind }) => kind === 'delete'));
  expect(entries.indexOf(true)).toBeLessThan(firstDeletion);
});
