import { beforeEach, expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { withdrawConsent } from '#shared/domains/consents/withdraw-consent.ts';
import { deleteConversation } from '#shared/domains/conversations/delete-conversation.ts';
import { deleteMessage } from '#shared/domains/conversations/delete-message.ts';
import { createHeadWriter } from '#shared/domains/conversations/head-writer.ts';
import { listConversations } from '#shared/domains/conversations/list-conversations.ts';
import { setSubject } from '#shared/domains/conversations/set-subject.ts';
import { keepHistory } from '#shared/domains/customers/keep-history.ts';
import type { Context } from '#shared/records/context.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { deleteLookedUp } from '#shared/records/delete-looked-up.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { deleteRecords } from '#shared/records/delete-records.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { touchRecord } from '#shared/records/touch-record.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { eraseSubject } from '#shared/subjects/erase-subject.ts';
import { personOf, world } from '#shared/subjects/testing/create-person-fixture.ts';
import { createRestrictionFixture } from '#shared/subjects/testing/create-restriction-fixture.ts';
import { hashesOf, holds } from '#shared/subjects/testing/linked-to.ts';
import { createRestoreFixture } from './testing/create-restore-fixture.ts';

const anna = personOf('anna', 1);
const bert = personOf('bert', 2);

let persons: Awaited<ReturnType<typeof createRestrictionFixture>>;
let restores: ReturnType<typeof createRestoreFixture>;
let backup: readonly StoredDocument[];

const tick = () => {
  persons.fixture.clock.now += microsPerSecond;
};

async function idIn(collection: string): Promise<string> {
  const [found] = await persons.stored(collection);
  if (found === undefined) throw new Error(`there is no document in ${collection}`);
  return found.ref.id;
}

const idsIn = async (collection: string) =>
  (await persons.stored(collection)).map(({ ref }) => ref.id);

const correct = (id: string, size: string) =>
  correctRecord(persons.ctx, {
    category: customers,
    id,
    body: { values: { size } },
    revise: keepHistory,
  });

beforeEach(async () => {
  persons = await createRestrictionFixture();
  restores = createRestoreFixture(persons.fixture);
  const { store, clock } = persons.fixture;
  await openTenant({ store, now: () => clock.now }, 'acme');
  await persons.live(anna, bert);
  await restores.raise();
  backup = await restores.backUp();
  tick();
});

test.each([customers, chatMessages, raffleParticipations, marketingConsents])(
  'a restore repeats a restriction of $id: the ground, the emptied winners’ copies and the message counts are the same as before the restore',
  async (category) => {
    const id = await idIn(category.id);
    await persons.restrict(category, id, 'needed_for_claims');
    const { items: before } = await persons.list(category);
    const blanks = async () =>
      (await persons.stored('raffle_winners')).filter(({ data }) => data['restricted'] === true);
    const blank = await blanks();
    const told = await listConversations(persons.ctx, { page: { limit: 10 } });
    await restores.restoreFrom(backup);
    expect(await idsIn(category.id)).not.toContain(id);
    expect((await persons.list(category)).items).toEqual(before);
    expect((await blanks()).map(({ ref }) => ref.id)).toEqual(blank.map(({ ref }) => ref.id));
    const counts = ({ items }: typeof told) => items.map((each) => [each.id, each.messages]);
    expect(counts(await listConversations(persons.ctx, { page: { limit: 10 } }))).toEqual(
      counts(told),
    );
  },
);

test.each([0, 8])(
  'a restore keeps restricted participations, but does not bring back their emptied winners’ copies, which an erasure deleted; the clock of the draw is %i s ahead',
  async (ahead) => {
    persons.fixture.clock.now -= ahead * microsPerSecond;
    const wins = async () =>
      (await persons.stored('raffle_winners')).filter(({ data }) => data['restricted'] === true);
    for (const id of await idsIn(raffleParticipations.id))
      await persons.restrict(raffleParticipations, id, 'needed_for_claims');
    await restores.raise();
    const restricted = await restores.backUp();
    expect((await wins()).length).toBeGreaterThan(0);
    tick();
    for (const subject of [anna, bert]) {
      const body = { scope: { subject }, confirm: true };
      await eraseSubject(persons.ctx, world, { body, idempotencyKey: undefined });
    }
    const left = await idsIn('raffle_participations_restricted');
    expect(left.length).toBeGreaterThan(0);
    expect(await wins()).toEqual([]);
    await restores.restoreFrom(restricted);
    expect(await idsIn('raffle_participations_restricted')).toEqual(left);
    expect(await wins()).toEqual([]);
  },
);

test.each([
  ['its conversation', () => deleteConversation(persons.ctx, { conversationId: 'c' })],
  ['the other message of its conversation', (id: string) => deleteMessage(persons.ctx, { id })],
])(
  'if a message was restricted after the backup and somebody then deleted %s, the person’s erasure finds the message after a restore',
  async (_what, remove) => {
    const said = async (text: string) => {
      tick();
      const body = { conversation_id: 'c', author: 'customer', text };
      const companions = createHeadWriter()(persons.ctx);
      const { records } = await createRecords(persons.ctx, {
        category: chatMessages,
        body,
        companions,
      });
      return records[0]?.id ?? '';
    };
    const [first, second] = [await said('eins'), await said('zwei')];
    const subject = { email: 'carla@example.org' };
    await setSubject(persons.ctx, { conversationId: 'c', body: subject });
    backup = await restores.backUp();
    tick();
    await persons.restrict(chatMessages, first, 'needed_for_claims');
    tick();
    await remove(second);
    await restores.restoreFrom(backup);
    expect(await idsIn(chatMessages.id)).not.toContain(second);
    expect(await idsIn(restrictedId(chatMessages.id))).toEqual([first]);
    const body = { scope: { subject }, confirm: true, restricted_too: true };
    await eraseSubject(persons.ctx, world, { body, idempotencyKey: undefined });
    expect(await idsIn(restrictedId(chatMessages.id))).toEqual([]);
  },
);

test('if a record was restricted several times, a restore repeats only the last restriction, and none if the last one was lifted', async () => {
  const [once = '', twice = ''] = await idsIn(customers.id);
  for (const id of [once, twice]) {
    await persons.restrict(customers, id);
    tick();
    await persons.lift(customers, id);
    tick();
  }
  await persons.restrict(customers, twice, 'objection_pending');
  tick();
  await persons.restrict(customers, twice, 'unlawful_processing');
  await restores.restoreFrom(backup);
  expect(await idsIn(customers.id)).toEqual([once]);
  expect((await persons.list(customers)).items).toMatchObject([
    { id: twice, ground: 'unlawful_processing', kept: true },
  ]);
});

test.each([
  ['a lifting', 'lift'],
  ['a change of the ground', 'restrict'],
] as const)(
  '%s that met a simultaneous change of the ground, and was tried again, is also the last state after a restore',
  async (_name, last) => {
    const id = await idIn(customers.id);
    await persons.restrict(customers, id);
    tick();
    let isMet = false;
    const { store } = persons.fixture;
    const met = onStore(persons.ctx, {
      ...store,
      commit: async (writes) => {
        if (!isMet && writes.some(({ ref }) => ref.collection === restrictedId(customers.id))) {
          isMet = true;
          tick();
          await persons.restrict(customers, id, 'objection_pending');
          tick();
        }
        return store.commit(writes);
      },
    });
    await (last === 'lift'
      ? persons.lift(customers, id, undefined, met)
      : persons.restrict(customers, id, 'needed_for_claims', met));
    const state = async () => [
      (await idsIn(customers.id)).includes(id),
      (await persons.stored(restrictedId(customers.id))).map(
        ({ data }) => data['restriction_ground'],
      ),
    ];
    const before = await state();
    expect(before).toEqual(last === 'lift' ? [true, []] : [false, ['needed_for_claims']]);
    await restores.restoreFrom(backup);
    expect(await state()).toEqual(before);
  },
);

test.each<[string, Category, (ctx: Context, id: string, other: string) => Promise<unknown>]>([
  [
    'of the record',
    customers,
    (ctx, id) =>
      expect(deleteRecord(ctx, { category: customers, id })).rejects.toMatchObject({
        code: 'record-not-found',
      }),
  ],
  [
    'of two records by their ids',
    customers,
    async (ctx, id, other) => {
      const input = { category: customers, ids: [id, other], idempotencyKey: undefined };
      const { answer } = await deleteRecords(ctx, input);
      expect(answer).toEqual({ deleted: [other], not_found: [id] });
    },
  ],
  [
    'of two records by their unique fields',
    customers,
    async (ctx, _id, other) => {
      const items = [{ email: anna.email }, { email: bert.email }];
      const input = { category: customers, body: { items }, idempotencyKey: undefined };
      const { answer } = await deleteLookedUp(ctx, input);
      expect(answer).toEqual({ deleted: [other], not_found: [{ email: anna.email }] });
    },
  ],
  [
    'of the message',
    chatMessages,
    (ctx, id) =>
      expect(deleteMessage(ctx, { id })).rejects.toMatchObject({ code: 'record-not-found' }),
  ],
  [
    'of the message’s conversation',
    chatMessages,
    (ctx) => deleteConversation(ctx, { conversationId: 'c-anna' }),
  ],
])(
  'if somebody restricts a record during a deletion %s, the record stays restricted, also after a restore',
  async (_what, category, remove) => {
    const subject = { email: 'carla@example.org' };
    await setSubject(persons.ctx, { conversationId: 'c-anna', body: subject });
    backup = await restores.backUp();
    tick();
    const hashes = await hashesOf(persons.ctx, anna);
    const records = await persons.stored(category.id);
    const isOwn = (each: StoredDocument) =>
      holds(each, hashes) || each.data['conversation_id'] === 'c-anna';
    const id = records.find(isOwn)?.ref.id ?? '';
    const other = records.find((each) => !isOwn(each))?.ref.id ?? '';
    let isMet = false;
    const { store } = persons.fixture;
    const met = onStore(persons.ctx, {
      ...store,
      commit: async (writes) => {
        if (!isMet && writes.some(({ ref }) => ref.collection === category.id)) {
          isMet = true;
          tick();
          await persons.restrict(category, id, 'needed_for_claims');
          tick();
        }
        return store.commit(writes);
      },
    });
    await remove(met, id, other);
    const subjects = async () =>
      (await persons.stored('conversation_links')).filter(({ data }) => !data['record_id']);
    const state = async () => [
      await idsIn(restrictedId(category.id)),
      (await idsIn(category.id)).toSorted(),
      (await subjects()).map(({ ref }) => ref.id),
    ];
    const before = await state();
    expect([isMet, before[0]]).toEqual([true, [id]]);
    await restores.restoreFrom(backup);
    expect(await state()).toEqual(before);
  },
);

test('a consent that an erasure kept as a proof is restricted after a restore, also if somebody restricted the consent and lifted the restriction while the erasure ran', async () => {
  const hashes = await hashesOf(persons.ctx, anna);
  const own = (await persons.stored(marketingConsents.id)).find((each) => holds(each, hashes));
  const id = own?.ref.id ?? '';
  const kept = restrictedId(marketingConsents.id);
  let isMet = false;
  const { store } = persons.fixture;
  const met = onStore(persons.ctx, {
    ...store,
    commit: async (writes) => {
      if (!isMet && writes.some(({ ref }) => ref.collection === kept)) {
        isMet = true;
        tick();
        await persons.restrict(marketingConsents, id);
        tick();
        await persons.lift(marketingConsents, id);
        tick();
      }
      return store.commit(writes);
    },
  });
  const keep = [{ category: marketingConsents.id, ground: 'legal_claims' }];
  const body = { scope: { subject: anna }, keep, confirm: true };
  await eraseSubject(met, world, { body, idempotencyKey: undefined });
  expect([isMet, await idsIn(kept)]).toEqual([true, expect.arrayContaining([id])]);
  const before = await idsIn(kept);
  await restores.restoreFrom(backup);
  expect((await idsIn(kept)).toSorted()).toEqual(before.toSorted());
});

test.each([0, 8])(
  'if a restriction was lifted after the backup, the restored record is still restricted, and the restore reports it; the clock of the restriction is %i s ahead',
  async (ahead) => {
    const id = await idIn(customers.id);
    persons.fixture.clock.now += ahead * 1_000_000;
    await persons.restrict(customers, id);
    persons.fixture.clock.now -= ahead * 1_000_000;
    await restores.raise();
    const restricted = await restores.backUp();
    tick();
    await persons.lift(customers, id);
    await restores.restoreFrom(restricted);
    expect((await persons.list(customers)).items).toMatchObject([{ id }]);
    expect(restores.told.join('\n')).toContain(`customers/${id} is restricted`);
  },
);

test('if a record was corrected after the backup, the restored older copy is restricted, and the restore reports it', async () => {
  const [id = '', other = ''] = await idsIn(customers.id);
  await correct(id, 'M');
  await restores.restoreFrom(backup);
  expect(await idsIn(customers.id)).toEqual([other]);
  expect((await persons.list(customers)).items).toMatchObject([
    { id, ground: 'accuracy_contested' },
  ]);
  expect(restores.told.join('\n')).toContain(`customers/${id} was corrected`);
});

test('if the backup contains a correction, a restore does not restrict the record, even if an interaction changed the record again before the backup', async () => {
  const id = await idIn(customers.id);
  await correct(id, 'M');
  tick();
  await touchRecord(persons.ctx, { category: customers, id, idempotencyKey: undefined });
  await restores.raise();
  const corrected = await restores.backUp();
  await restores.restoreFrom(corrected);
  expect(await idsIn(customers.id)).toContain(id);
  expect(restores.told.join('\n')).not.toContain('was corrected');
});

test('a restore restricts again the consents that an erasure kept as proof, and deletes all other data of the person', async () => {
  const keep = [{ category: 'marketing_consents', ground: 'legal_claims' }];
  const body = { scope: { subject: anna }, keep, confirm: true };
  await eraseSubject(persons.ctx, world, { body, idempotencyKey: undefined });
  const { items: kept } = await persons.list(marketingConsents);
  expect(kept.length).toBeGreaterThan(0);
  const paths = [...(await restores.stateOf()).keys()];
  await restores.restoreFrom(backup);
  expect((await persons.list(marketingConsents)).items).toEqual(kept);
  const after = [...(await restores.stateOf()).keys()];
  expect(after.toSorted()).toEqual(paths.toSorted());
});

test('a restore repeats both the withdrawal and the restriction of a consent', async () => {
  const id = await idIn(marketingConsents.id);
  await withdrawConsent(persons.ctx, { id });
  await persons.restrict(marketingConsents, id);
  await restores.restoreFrom(backup);
  expect(await persons.stored('marketing_consents_restricted')).toMatchObject([
    { ref: { id }, data: { status: 'withdrawn' } },
  ]);
});

test('if the process of an accepted erasure was killed, a restore carries out this erasure on the backup', async () => {
  const commit = persons.fixture.store.commit;
  let isAccepted = false;
  const dying = {
    ...persons.ctx,
    store: {
      ...persons.ctx.store,
      commit: async (writes: Parameters<typeof commit>[0]) => {
        if (isAccepted) throw new Error('the process was killed');
        isAccepted = writes.some(({ ref }) => ref.collection === 'erasures');
        return commit(writes);
      },
    },
  };
  const body = { scope: { subject: { email: anna.email } }, confirm: true };
  await expect(eraseSubject(dying, world, { body, idempotencyKey: undefined })).rejects.toThrow();
  expect(isAccepted).toBe(true);
  const before = await idsIn(customers.id);
  await restores.restoreFrom(backup);
  expect(await idsIn(customers.id)).toHaveLength(before.length - 1);
});

test('an erasure whose acceptance was committed although its answer was lost is repeated by a restore', async () => {
  const { store } = persons.fixture;
  let isLost = false;
  // Behaves as if the Firestore client lost the answer and sent the commit again.
  const losing = onStore(persons.ctx, {
    ...store,
    commit: async (writes) => {
      const versions = await store.commit(writes);
      if (isLost || !writes.some(({ ref }) => ref.collection === 'erasures')) return versions;
      isLost = true;
      return store.commit(writes);
    },
  });
  const body = { scope: { subject: { email: anna.email } }, confirm: true };
  await eraseSubject(losing, world, { body, idempotencyKey: undefined });
  expect(isLost).toBe(true);
  const before = await idsIn(customers.id);
  await restores.restoreFrom(backup);
  expect(await idsIn(customers.id)).toEqual(before);
});
