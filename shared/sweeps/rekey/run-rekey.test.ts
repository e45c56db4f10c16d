import { describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { completeConsent } from '#shared/domains/consents/complete-consent.ts';
import { withdrawConsent } from '#shared/domains/consents/withdraw-consent.ts';
import { setSubject } from '#shared/domains/conversations/set-subject.ts';
import { conversationLinks, uniqueMarks } from '#shared/records/collections.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { prepareRecords } from '#shared/records/prepare-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { searchRecords } from '#shared/records/search-records.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { lookupSecrets } from '#shared/vault/collections.ts';
import { currentRules } from '#shared/vault/lookup-rules.ts';
import { asFormerly, createOldSpellings } from '../testing/create-old-spellings.ts';

/** One person's email address in two spellings. The first rules treated them as two addresses. */
const [asLetters, asLabel] = ['Anna@bücher.example', 'anna@xn--bcher-kva.example'];
const sso = (email: string) => ({ email, authenticated_by: 'sso' });

type World = Awaited<ReturnType<typeof createOldSpellings>>;

async function find({ ctx }: World, category = customers, email: string = asLabel) {
  const { items } = await searchRecords(ctx, { category, body: { email } });
  return items.map(({ id }) => id);
}

describe('a customer that was stored under the first rules', () => {
  test('is found and changed by another spelling of its address after the sweep', async () => {
    const world = await createOldSpellings();
    const id = await world.storeFormerly(customers, sso(asLetters));
    expect(await find(world)).toEqual([]);
    await world.age();
    expect(await world.rekey()).toMatchObject({ complete: true, tenants: 1, seen: 1, rehashed: 1 });
    expect([await find(world), await find(world, customers, asLetters)]).toEqual([[id], [id]]);
    const { created, record } = await upsertRecord(world.ctx, {
      category: customers,
      body: sso(asLabel),
    });
    expect([created, record.id]).toEqual([false, id]);
    const secrets = await world.read(lookupSecrets.id, 'current');
    expect(secrets.data).toMatchObject(currentRules);
    const noted = Object.keys(secrets.data).filter((name) => name.startsWith('rehash'));
    expect(noted).toEqual(['rehashed_in']);
    expect(await world.rekey()).toMatchObject({ complete: true, tenants: 0, seen: 0 });
  });

  test('costs no new hash if the first rules and today’s rules give its address the same form', async () => {
    const world = await createOldSpellings();
    await world.storeFormerly(customers, sso('anna@example.com'));
    await world.age();
    let hashes = 0;
    const { lookup } = world.ctx;
    const hash: typeof lookup.hash = (...asked) => {
      hashes += 1;
      return lookup.hash(...asked);
    };
    Object.assign(world.ctx, { lookup: { ...lookup, hash } });
    expect(await world.rekey()).toMatchObject({ complete: true, seen: 1, rehashed: 0 });
    expect(hashes).toBe(0);
  });

  test('is not merged with a record that has another spelling of the same address: the older record gets the mark, and both can be changed', async () => {
    const world = await createOldSpellings();
    const { ctx } = world;
    const older = await world.storeFormerly(customers, sso(asLetters));
    const { record } = await upsertRecord(ctx, { category: customers, body: sso(asLabel) });
    await world.age();
    expect(await world.rekey()).toMatchObject({ complete: true, rehashed: 1 });
    expect((await find(world)).toSorted()).toEqual([older, record.id].toSorted());
    const marks = await ctx.store.query({
      collection: uniqueMarks.id,
      tenant: 'acme',
      where: [],
      orderBy: [],
      limit: 10,
    });
    expect(marks.map(({ data }) => data['record_id'])).toEqual([older]);
    for (const id of [older, record.id]) {
      const body = { values: { city: 'Ulm' } };
      await correctRecord(ctx, { category: customers, id, body });
      expect((await readRecord(ctx, { category: customers, id })).fields).toMatchObject(body);
    }
    const again = await upsertRecord(ctx, { category: customers, body: sso(asLabel) });
    expect([again.created, again.record.id]).toEqual([false, older]);
    expect(await world.rekey()).toMatchObject({ complete: true, tenants: 0 });
    await deleteRecord(ctx, { category: customers, id: older });
    const third = await upsertRecord(ctx, { category: customers, body: sso(asLabel) });
    expect(third.record.id).not.toBe(older);
  });

  test('can be changed before the sweep, even if the same person has already been stored a second time with another spelling', async () => {
    const world = await createOldSpellings();
    const older = await world.storeFormerly(customers, sso(asLetters));
    const { record } = await upsertRecord(world.ctx, { category: customers, body: sso(asLabel) });
    const body = { values: { city: 'Ulm' } };
    await correctRecord(world.ctx, { category: customers, id: older, body });
    await world.age();
    expect(await world.rekey()).toMatchObject({ complete: true, failed: 0 });
    expect((await find(world)).toSorted()).toEqual([older, record.id].toSorted());
    const again = await upsertRecord(world.ctx, { category: customers, body: sso(asLabel) });
    expect(again.record.id).toBe(older);
  });

  test('keeps its hash if today’s rules refuse its address, and the report counts the refused address', async () => {
    const world = await createOldSpellings();
    const { ctx } = world;
    const refused = sso('an\u200bna@example.com');
    const { writes, records } = await prepareRecords(ctx, customers, [{ fields: refused }]);
    await ctx.store.commit(writes);
    const id = records[0]?.id ?? '';
    const before = await world.read(customers.id, id);
    await world.age();
    expect(await world.rekey()).toMatchObject({ complete: true, seen: 1, refused: 1 });
    const { data } = await world.read(customers.id, id);
    expect(data['email_bcrypt']).toBe(before.data['email_bcrypt']);
  });
});

test('the sweep updates the hashes in the links of records and in the subjects of conversations', async () => {
  const world = await createOldSpellings();
  const { ctx } = world;
  await setSubject(asFormerly(ctx), { conversationId: 'said', body: { email: asLetters } });
  await world.storeFormerly(customers, { ...sso(asLetters), conversation_id: 'linked' });
  await world.age();
  await world.rekey();
  const lookup = await ctx.lookup.hash('acme', 'email', 'email', asLabel);
  const links = await ctx.store.query({
    collection: conversationLinks.id,
    tenant: 'acme',
    where: [{ field: 'lookup', op: '==', value: lookup }],
    orderBy: [],
    limit: 10,
  });
  const found = new Set(links.map(({ data }) => data['conversation_id']));
  expect(found).toEqual(new Set(['linked', 'said']));
});

describe('consents of one person with two spellings', () => {
  const category = marketingConsents;
  async function createTwo() {
    const world = await createOldSpellings();
    const { ctx } = world;
    const give = async (email: string) => {
      const body = { type: 'newsletter', opt_in: 'single', email };
      const made = await createRecords(ctx, { category, body, complete: completeConsent });
      world.clock.now += 1_000_000;
      return made.records[0]?.id ?? '';
    };
    const older = await give(asLetters);
    const hash = await asFormerly(ctx).lookup.hash('acme', 'email', 'email', asLetters);
    const ref = { tenant: 'acme', collection: category.id, id: older };
    await ctx.store.commit([{ kind: 'update', ref, data: { email_bcrypt: hash } }]);
    const newer = await give(asLabel);
    await world.age();
    const statusOf = async (id: string) =>
      (await readRecord(ctx, { category, id })).fields['status'];
    return { ...world, give, older, newer, statusOf };
  }

  test('are withdrawn together after the sweep', async () => {
    const { ctx, rekey, older, newer, statusOf } = await createTwo();
    await rekey();
    await withdrawConsent(ctx, { id: newer });
    expect([await statusOf(older), await statusOf(newer)]).toEqual(['withdrawn', 'withdrawn']);
  });

  test.each(['older', 'newer'] as const)(
    'are both withdrawn by the sweep if only the %s one was withdrawn before, but a consent that was given after the withdrawal stays confirmed',
    async (which) => {
      const world = await createTwo();
      const { ctx, rekey, older, newer, statusOf } = world;
      await withdrawConsent(ctx, { id: world[which] });
      world.clock.now += 1_000_000;
      const anew = await world.give(asLabel);
      await rekey();
      expect([await statusOf(older), await statusOf(newer)]).toEqual(['withdrawn', 'withdrawn']);
      expect(await statusOf(anew)).toBe('confirmed');
    },
  );

  test('are both withdrawn if one is withdrawn while the sweep updates the other', async () => {
    const { ctx, rekey, store, older, newer, statusOf } = await createTwo();
    let isDone = false;
    const racing = {
      ...store,
      async commit(writes: Parameters<typeof store.commit>[0]) {
        if (!isDone && writes.some(({ ref }) => ref.id === older)) {
          isDone = true;
          await withdrawConsent(ctx, { id: newer });
        }
        return store.commit(writes);
      },
    };
    expect(await rekey(racing)).toMatchObject({ complete: true, failed: 0 });
    expect([await statusOf(older), await statusOf(newer)]).toEqual(['withdrawn', 'withdrawn']);
  });
});

test('a run that ends because its time is up notes its position, and the next run continues there', async () => {
  const world = await createOldSpellings();
  for (let at = 0; at < 205; at += 1)
    await world.storeFormerly(customers, sso(`anna-${at}@bücher.example`));
  await world.age();
  let reads = 0;
  const storeThatCounts = (limit: number) => {
    reads = 0;
    let seconds = 0;
    return {
      monotonic: () => seconds * 1_000,
      store: {
        ...world.store,
        query: async (asked: Parameters<typeof world.store.query>[0]) => {
          if (asked.collection === customers.id) {
            reads += 1;
            if (reads > limit) seconds = 100;
          }
          return world.store.query(asked);
        },
      },
    };
  };
  const first = storeThatCounts(1);
  expect(await world.rekey(first.store, 60, first.monotonic)).toMatchObject({
    complete: false,
    failed: 0,
    seen: 200,
    rehashed: 200,
  });
  expect((await world.read(lookupSecrets.id, 'current')).data).toMatchObject({
    rehash_in: customers.id,
  });
  expect(await world.rekey()).toMatchObject({ complete: true, seen: 5, rehashed: 5 });
});

describe('a phone number', () => {
  const category = marketingConsents;
  const sms = (phone: string) => ({ type: 'sms', phone });
  const keys = async ({ ctx }: World, phone: string) =>
    (await searchRecords(ctx, { category, body: { phone } })).items.map(({ id }) => id);

  test('that was stored without its country code is found with this code after the sweep', async () => {
    const world = await createOldSpellings();
    const id = await world.storeFormerly(category, sms('030 23125001'), completeConsent);
    expect(await keys(world, '+49 30 23125001')).toEqual([]);
    await world.age();
    expect(await world.rekey()).toMatchObject({ complete: true, rehashed: 1, kept: 0 });
    expect(await keys(world, '+49 30 23125001')).toEqual([id]);
  });

  test('that was stored when the tenant had another country is still found with the code of that country, and is counted in the report', async () => {
    const world = await createOldSpellings();
    const { ctx, store } = world;
    const austrian = { ...ctx, settings: { ...ctx.settings, defaultRegion: 'AT' } };
    // Austria reserves no numbers for examples. Nobody has a number of zeros.
    const body = sms('0664 0000000');
    await createRecords(austrian, { category, body, complete: completeConsent });
    const ref = { tenant: 'acme', collection: lookupSecrets.id, id: 'current' };
    await store.commit([{ kind: 'update', ref, data: { numbering_plan: '1.0.0' } }]);
    expect(await world.rekey()).toMatchObject({ complete: true, rehashed: 0, kept: 1 });
    expect(await keys(world, '+43 664 0000000')).toHaveLength(1);
  });
});
