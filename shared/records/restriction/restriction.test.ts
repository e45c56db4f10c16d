import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { correctionExample } from '#shared/openapi/record-example.ts';
import { isRestrictable, restrictedId } from '#shared/store/restricted-collection.ts';
import { pathOf, type StoredDocument } from '#shared/store/store.ts';
import { personOf } from '#shared/subjects/testing/create-person-fixture.ts';
import {
  createRestrictionFixture,
  today,
} from '#shared/subjects/testing/create-restriction-fixture.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { correctRecord } from '../correct-record.ts';
import { createRecords } from '../create-records.ts';
import { deleteRecord } from '../delete-record.ts';
import { categoryExport, countExport } from '../export-records.ts';
import { listRecords } from '../list-records.ts';
import { readRecord } from '../read-record.ts';
import { searchRecords } from '../search-records.ts';
import { onStore, type TestContext } from '../testing/create-test-context.ts';

const anna = personOf('anna', 1);
const missing = { code: 'record-not-found' };

type Fixture = Awaited<ReturnType<typeof createRestrictionFixture>>;

async function lived() {
  const fixture = await createRestrictionFixture();
  await fixture.live(anna);
  return fixture;
}

const byPath = (documents: readonly StoredDocument[]) =>
  new Map(documents.map(({ ref, data }) => [pathOf(ref), data]));

/**
 * The data that a restriction and its lifting must not change. Values that are encrypted again are
 * left out, and also the day on which the person was informed of the lifting.
 */
async function stateOf({ dump }: Fixture) {
  const resealed = /^(?:preview_aes|dek|enc|.*_aes)$/;
  const state = [...byPath(await dump())].map(([path, data]) => {
    const isSealedAnew = path.includes('conversation_heads') || path.includes('raffle_winners');
    const kept = Object.entries(data).filter(
      ([name]) => name !== 'lift_told_on' && !(isSealedAnew && resealed.test(name)),
    );
    return [path, Object.fromEntries(kept)] as const;
  });
  return new Map(state);
}

function purgeOf({ fixture }: Fixture) {
  return runPurge({
    store: fixture.store,
    now: () => fixture.clock.now,
    monotonic: () => 0,
    collections,
    shards: 4,
    budgetSeconds: 60,
    onFailure: (error) => {
      throw error;
    },
  });
}

test('records of every category except the manager log can be restricted', () => {
  const others = categories.filter((category) => !isRestrictable(category));
  expect(others.map(({ id }) => id)).toEqual(['manager_log']);
});

describe.each(categories.filter(isRestrictable))('a restricted record of $id', (category) => {
  async function restricted() {
    const fixture = await lived();
    const before = await stateOf(fixture);
    const [record] = await fixture.stored(category.id);
    if (record === undefined) throw new Error('the fixture stores no record of this category');
    const { id } = record.ref;
    const clear = await readRecord(fixture.ctx, { category, id });
    const answer = await fixture.restrict(category, id);
    return { fixture, before, record, id, clear, answer };
  }

  test('is not returned by any read, and is stored with unchanged ciphertexts in a separate collection', async () => {
    const { fixture, record, id, clear } = await restricted();
    const { ctx, stored } = fixture;
    await expect(readRecord(ctx, { category, id })).rejects.toMatchObject(missing);
    await expect(deleteRecord(ctx, { category, id })).rejects.toMatchObject(missing);
    const correction = { category, id, body: correctionExample(category) };
    if (category.correctable)
      await expect(correctRecord(ctx, correction)).rejects.toMatchObject(missing);
    const page = { limit: 100 };
    const { items } = await listRecords(ctx, { category, filters: [], page });
    expect(items.map((each) => each.id)).not.toContain(id);
    for (const name of lookupFields(category).filter((each) => clear.fields[each] !== undefined)) {
      const found = await searchRecords(ctx, { category, body: { [name]: clear.fields[name] } });
      expect(found.items.map((each) => each.id)).not.toContain(id);
    }
    expect(await countExport(ctx, categoryExport(category))).toBe(items.length);
    const [moved] = await stored(restrictedId(category.id));
    expect(moved?.ref.id).toBe(id);
    expect(moved?.data).toMatchObject(record.data);
  });

  test('is listed completely for an owner, and without its fields for a data protection officer', async () => {
    const { fixture, id, clear } = await restricted();
    const { items } = await fixture.list(category);
    const shown = { id, ground: 'accuracy_contested', article: '18(1)(a)', kept: false };
    expect(items).toMatchObject([{ ...shown, record: { id, ...clear.fields } }]);
    const officer = { ...fixture.ctx, scopes: new Set(['subjects', 'restriction']) };
    const [seen, ...others] = (await fixture.list(category, false, officer)).items;
    expect(others).toEqual([]);
    expect(seen).toMatchObject(shown);
    expect(Object.keys(seen ?? {}).toSorted()).toEqual(
      ['article', 'ending', 'expires_at', 'ground', 'id', 'kept', 'restricted_at'].toSorted(),
    );
  });

  test('and its dependent documents are unchanged after the restriction is lifted; only the day on which the person was informed is added', async () => {
    const { fixture, before, id, clear } = await restricted();
    await fixture.lift(category, id);
    const { tag } = await readRecord(fixture.ctx, { category, id });
    expect(await readRecord(fixture.ctx, { category, id })).toEqual({ ...clear, tag });
    expect(await stateOf(fixture)).toEqual(before);
    const record = (await fixture.stored(category.id)).find(({ ref }) => ref.id === id);
    expect(record?.data['lift_told_on']).toBe(today);
    expect((await fixture.list(category)).items).toEqual([]);
    const again = await fixture.restrict(category, id);
    expect(again.restriction).toMatchObject({ lift_told_on: today });
  });

  test('is hidden from everybody after its expiry, and is purged like every other record', async () => {
    const { fixture, record, id } = await restricted();
    const { clock } = fixture.fixture;
    const expiresAt = Number(record.data['expires_at']);
    clock.now = expiresAt - 1;
    expect((await fixture.list(category)).items).toHaveLength(1);
    expect((await fixture.list(category, true)).items).toHaveLength(1);
    await purgeOf(fixture);
    expect(await fixture.stored(restrictedId(category.id))).toHaveLength(1);
    clock.now = expiresAt;
    expect((await fixture.list(category)).items).toEqual([]);
    const day = new Date(expiresAt / 1_000).toISOString().slice(0, 10);
    await expect(fixture.lift(category, id, day)).rejects.toMatchObject(missing);
    await expect(fixture.restrict(category, id)).rejects.toMatchObject(missing);
    expect((await purgeOf(fixture)).deleted_by_collection).toMatchObject({
      [restrictedId(category.id)]: 1,
    });
  });

  test.each([
    { at: 'its entry in the ledger', fatal: 0, landed: 'all' },
    { at: 'its move', fatal: 1, landed: 'none' },
    { at: 'its move', fatal: 1, landed: 'all' },
  ] as const)(
    'is stored completely in exactly one of the two collections after a kill at the write of $at, with $landed of this write committed',
    async ({ fatal, landed }) => {
      const isDone = fatal === 1 && landed === 'all';
      const { fixture, before, id } = await restricted();
      const killedAt = async (work: (ctx: TestContext) => Promise<unknown>) => {
        const { store, killed } = createKilledStore(fixture.fixture.store, fatal, landed);
        expect(await Promise.race([killed, work(onStore(fixture.ctx, store))])).toBe('killed');
        const places = [category.id, restrictedId(category.id)].map(fixture.stored);
        const found = (await Promise.all(places)).flat().filter(({ ref }) => ref.id === id);
        expect(found).toHaveLength(1);
        return found[0]?.ref.collection === category.id;
      };
      const isBack = await killedAt((ctx) => fixture.lift(category, id, today, ctx));
      expect(isBack).toBe(isDone);
      if (!isBack) await fixture.lift(category, id);
      expect(await stateOf(fixture)).toEqual(before);
      const isThere = await killedAt((ctx) => fixture.restrict(category, id, undefined, ctx));
      expect(isThere).toBe(!isDone);
      if (isThere) await fixture.restrict(category, id);
      await fixture.lift(category, id);
      expect(await stateOf(fixture)).toEqual(before);
    },
  );

  test('keeps the instant at which its restriction began and gets the new ground, if it is restricted again', async () => {
    const { fixture, id, answer } = await restricted();
    expect(answer.created).toBe(true);
    fixture.fixture.clock.now += 5_000_000;
    const again = await fixture.restrict(category, id, 'needed_for_claims');
    const { restricted_at } = answer.restriction;
    const changed = { ground: 'needed_for_claims', kept: true, restricted_at };
    expect(again).toMatchObject({ created: false, restriction: changed });
    expect((await fixture.list(category)).items).toMatchObject([changed]);
  });

  test('is hidden from another tenant', async () => {
    const { fixture, id } = await restricted();
    const other = { ...fixture.ctx, tenant: 'other' };
    await expect(fixture.lift(category, id, today, other)).rejects.toMatchObject(missing);
    await expect(fixture.restrict(category, id, undefined, other)).rejects.toMatchObject(missing);
    expect((await fixture.list(category, false, other)).items).toEqual([]);
  });
});

describe('a restriction', () => {
  async function customer() {
    const fixture = await createRestrictionFixture();
    const body = { email: anna.email, authenticated_by: 'sso', values: { ort: 'Köln' } };
    const { records } = await createRecords(fixture.ctx, { category: customers, body });
    return { ...fixture, body, id: records[0]?.id ?? '' };
  }

  test.each([
    ['2026-01-14', false],
    ['2026-01-15', true],
    ['2026-01-16', true],
    ['2026-01-17', false],
  ])(
    'that began on 15 January can be lifted if the person was informed on %s: %s',
    async (day, isFine) => {
      const fixture = await customer();
      // Now it is 14:00 of the 15th in UTC. In the easternmost time zones it is already the 16th.
      // In no time zone is it still the 14th.
      fixture.fixture.clock.now += microsPerDay / 12;
      await fixture.restrict(customers, fixture.id);
      const lifted = fixture.lift(customers, fixture.id, day);
      if (isFine) await expect(lifted).resolves.toBeUndefined();
      else await expect(lifted).rejects.toMatchObject({ code: 'query-invalid' });
      expect(await fixture.stored(customers.id)).toHaveLength(isFine ? 1 : 0);
    },
  );

  test('is refused if the caller may not see restricted records, or if the ground is not in Art. 18', async () => {
    const fixture = await customer();
    const support = {
      ...fixture.ctx,
      scopes: new Set(['customers:read', 'customers:write', 'customers:delete', 'subjects']),
    };
    const refused = { code: 'scope-missing' };
    await expect(fixture.restrict(customers, fixture.id, undefined, support)).rejects.toMatchObject(
      refused,
    );
    await expect(fixture.list(customers, false, support)).rejects.toMatchObject(refused);
    await expect(fixture.restrict(customers, fixture.id, 'legal_obligation')).rejects.toMatchObject(
      { code: 'validation-failed' },
    );
    await fixture.restrict(customers, fixture.id);
    await expect(fixture.lift(customers, fixture.id, today, support)).rejects.toMatchObject(
      refused,
    );
  });

  test('permits a new record with the same email; after the lifting both records exist, and the newer record keeps the mark', async () => {
    const { ctx, body, id, ...fixture } = await customer();
    await fixture.restrict(customers, id);
    const { records } = await createRecords(ctx, { category: customers, body });
    const newer = records[0]?.id ?? '';
    await fixture.lift(customers, id);
    const { items } = await searchRecords(ctx, {
      category: customers,
      body: { email: anna.email },
    });
    expect(items.map((each) => each.id).toSorted()).toEqual([id, newer].toSorted());
    const marks = await fixture.stored('unique_marks');
    expect(marks.map(({ data }) => data['record_id'])).toEqual([newer]);
    // The older record can be corrected and deleted. This does not delete the mark of the newer
    // record.
    await correctRecord(ctx, { category: customers, id, body: { values: { ort: 'Bonn' } } });
    await deleteRecord(ctx, { category: customers, id });
    expect(await fixture.stored('unique_marks')).toHaveLength(1);
  });

  test('also hides the record from a repetition of the request that created it; the repetition does not store the record again', async () => {
    const { ctx, ...fixture } = await createRestrictionFixture();
    const body = { email: anna.email, authenticated_by: 'sso' };
    const request = { category: customers, body, idempotencyKey: 'once' };
    const { records } = await createRecords(ctx, request);
    await fixture.restrict(customers, records[0]?.id ?? '');
    await expect(createRecords(ctx, request)).rejects.toMatchObject({
      code: 'idempotency-record-gone',
    });
    expect(await fixture.stored(customers.id)).toEqual([]);
  });

  test('neither loses nor duplicates a record that is deleted, corrected or restricted at the same time', async () => {
    for (const rival of ['delete', 'correct', 'restrict'] as const) {
      const { ctx, id, ...fixture } = await customer();
      const rivals = {
        delete: () => deleteRecord(ctx, { category: customers, id }),
        correct: () =>
          correctRecord(ctx, { category: customers, id, body: { values: { ort: 'Bonn' } } }),
        restrict: () => fixture.restrict(customers, id, 'objection_pending'),
      };
      const ends = await Promise.allSettled([fixture.restrict(customers, id), rivals[rival]()]);
      for (const end of ends)
        if (end.status === 'rejected') expect(end.reason).toMatchObject(missing);
      const [live, hidden] = await Promise.all(
        [customers.id, restrictedId(customers.id)].map(fixture.stored),
      );
      expect(live).toEqual([]);
      expect(hidden).toHaveLength(ends[0]?.status === 'fulfilled' ? 1 : 0);
      expect(ends.some(({ status }) => status === 'fulfilled')).toBe(true);
    }
  });

  test('adds no database call to an ordinary read', async () => {
    const { fixture, ctx, id } = await customer();
    fixture.takeCalls();
    await readRecord(ctx, { category: customers, id });
    expect(fixture.takeCalls()).toEqual({ get: 1 });
  });
});
