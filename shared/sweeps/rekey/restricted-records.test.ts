import { describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { liftRestriction } from '#shared/records/restriction/lift-restriction.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import { searchRecords } from '#shared/records/search-records.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import { today } from '#shared/subjects/testing/create-restriction-fixture.ts';
import { lookupSecrets } from '#shared/vault/collections.ts';
import { currentRules } from '#shared/vault/lookup-rules.ts';
import { createOldSpellings } from '../testing/create-old-spellings.ts';

/** One person's email address in two spellings. The first rules treated them as two addresses. */
const [asLetters, asLabel] = ['Anna@bücher.example', 'anna@xn--bcher-kva.example'];
const sso = (email: string) => ({ email, authenticated_by: 'sso' });
const category = customers;

async function createWorld(isRestricted = true) {
  const world = await createOldSpellings();
  const ctx = { ...world.ctx, scopes: new Set([...world.ctx.scopes, 'restriction']) };
  const id = await world.storeFormerly(category, sso(asLetters));
  const restrict = () =>
    restrictRecord(ctx, { category, id, body: { ground: 'accuracy_contested' } });
  const lift = () => liftRestriction(ctx, { category, id, toldOn: today });
  if (isRestricted) await restrict();
  await world.age();
  return { ...world, ctx, id, restrict, lift };
}

test('a restricted record gets hashes by today’s rules; after its restriction is lifted, another spelling of the address finds and changes it', async () => {
  const { ctx, id, rekey, read, lift } = await createWorld();
  expect(await rekey()).toMatchObject({ complete: true, seen: 1, rehashed: 1 });
  const hash = await ctx.lookup.hash('acme', 'email', 'email', asLabel);
  expect((await read(restrictedId(category.id), id)).data['email_bcrypt']).toBe(hash);
  expect(await rekey()).toMatchObject({ complete: true, tenants: 0 });
  await lift();
  const { items } = await searchRecords(ctx, { category, body: { email: asLabel } });
  expect(items.map((each) => each.id)).toEqual([id]);
  const { created, record } = await upsertRecord(ctx, { category, body: sso(asLabel) });
  expect([created, record.id]).toEqual([false, id]);
});

const { parts: _parts, ...formerRules } = currentRules;

test.each([
  ['has noted a position', { rehash_in: category.id, rehash_after: 'f'.repeat(32) }],
  ['is complete', formerRules],
])(
  'if the work of an older revision, which read no restricted records, %s, the sweep works on all documents of the tenant once more',
  async (_what, noted) => {
    const { ctx, id, rekey, read, store } = await createWorld();
    const { ref, data } = await read(lookupSecrets.id, 'current');
    const { parts: _now, ...former } = data;
    await store.commit([{ kind: 'put', ref, data: { ...former, ...noted } }]);
    expect(await rekey()).toMatchObject({ complete: true, tenants: 1, seen: 1, rehashed: 1 });
    const hash = await ctx.lookup.hash('acme', 'email', 'email', asLabel);
    expect((await read(restrictedId(category.id), id)).data['email_bcrypt']).toBe(hash);
    expect((await read(lookupSecrets.id, 'current')).data).toMatchObject(currentRules);
    expect(await rekey()).toMatchObject({ complete: true, tenants: 0, seen: 0 });
  },
);

test('a restricted record takes no mark, so a record with another spelling of the same address keeps its mark', async () => {
  const { ctx, id, rekey, lift } = await createWorld();
  const { record } = await upsertRecord(ctx, { category, body: sso(asLabel) });
  await rekey();
  const again = await upsertRecord(ctx, { category, body: sso(asLabel) });
  expect([again.created, again.record.id]).toEqual([false, record.id]);
  await lift();
  expect((await readRecord(ctx, { category, id })).fields['email']).toBe(asLetters);
});

test('if the restriction of a record is lifted during the sweep, the record is updated in its new collection', async () => {
  const { ctx, id, rekey, read, lift, store } = await createWorld();
  let isLifted = false;
  const lifting: typeof store = {
    ...store,
    async commit(writes) {
      const isRestricted = writes.some(({ ref }) => ref.collection === restrictedId(category.id));
      if (isRestricted && !isLifted) {
        isLifted = true;
        await lift();
      }
      return store.commit(writes);
    },
  };
  await rekey(lifting);
  expect(isLifted).toBe(true);
  const hash = await ctx.lookup.hash('acme', 'email', 'email', asLabel);
  expect((await read(category.id, id)).data['email_bcrypt']).toBe(hash);
});

describe('a record gets hashes by today’s rules, even if the sweep has just read one of its collections, and then', () => {
  const places = [category.id, restrictedId(category.id)];
  test.each([
    ['its restriction is lifted', true, 1],
    ['its restriction is lifted', true, 2],
    ['its restriction is lifted', true, 3],
    ['it is restricted', false, 1],
    ['it is restricted', false, 2],
    ['it is restricted', false, 3],
  ])('%s (restricted before: %s; after query %d)', async (_what, isRestricted, last) => {
    const { ctx, id, rekey, store, restrict, lift } = await createWorld(isRestricted);
    let queries = 0;
    const moving: typeof store = {
      ...store,
      async query(query) {
        const page = await store.query(query);
        if (places.includes(query.collection)) queries += 1;
        if (places.includes(query.collection) && queries === last)
          await (isRestricted ? lift() : restrict());
        return page;
      },
    };
    expect(await rekey(moving)).toMatchObject({ complete: true, failed: 0 });
    const found = await store.getAll(
      places.map((collection) => ({ tenant: 'acme', collection, id })),
    );
    const hash = await ctx.lookup.hash('acme', 'email', 'email', asLabel);
    expect(found.map((each) => each?.data['email_bcrypt'])).toEqual(
      isRestricted ? [hash, undefined] : [undefined, hash],
    );
    expect(queries).toBe(places.length + 1);
  });
});
