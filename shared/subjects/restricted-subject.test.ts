import { describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { categories } from '#shared/categories/registry.ts';
import { onStore, type TestContext } from '#shared/records/testing/create-test-context.ts';
import { isRestrictable, restrictedId } from '#shared/store/restricted-collection.ts';
import { pathOf, type StoredDocument } from '#shared/store/store.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { openShown } from './archive/open-shown.ts';
import { erasures } from './collections.ts';
import { eraseSubject } from './erase-subject.ts';
import { isPending, renderErasure } from './erasure.ts';
import { previewSubject } from './preview-subject.ts';
import { runErasure } from './run-erasure.ts';
import { shownIn } from './shown.ts';
import { personOf, world } from './testing/create-person-fixture.ts';
import { createRestrictionFixture } from './testing/create-restriction-fixture.ts';

const anna = personOf('anna', 1);
const bert = personOf('bert', 2);
const keep = [{ category: 'marketing_consents', ground: 'legal_claims' }];
const keptIn = restrictedId(marketingConsents.id);

type Fixture = Awaited<ReturnType<typeof createRestrictionFixture>>;

const preview = ({ ctx }: Fixture, more: object = {}) =>
  previewSubject(ctx, world, { body: { ...anna, ...more } });

const erase = (ctx: TestContext, more: object = {}, idempotencyKey?: string) =>
  eraseSubject(ctx, world, {
    body: { scope: { subject: anna }, confirm: true, ...more },
    idempotencyKey,
  });

async function lived() {
  const fixture = await createRestrictionFixture();
  await fixture.live(anna, bert);
  return fixture;
}

/** Finds a record of Anna in a collection, by her conversation, her instance or her email. */
async function ownRecord(fixture: Fixture, collection: string): Promise<StoredDocument> {
  const { lookup, tenant } = fixture.ctx;
  const hash = await lookup.hash(tenant, 'email', 'email', anna.email);
  const all = await fixture.stored(collection);
  const own = all.find(({ data }) =>
    [data['conversation_id'], data['instance_id'], data['email_bcrypt']].some(
      (value) => value === 'c-anna' || value === hash,
    ),
  );
  if (own === undefined) throw new Error(`there is no record in ${collection}`);
  return own;
}

/** Restricts one of Anna's records in each category that allows it. */
async function restrictSome(fixture: Fixture, ground: string): Promise<void> {
  for (const category of categories.filter(isRestrictable)) {
    const record = await ownRecord(fixture, category.id);
    await fixture.restrict(category, record.ref.id, ground);
  }
}

const restrictedOf = async (fixture: Fixture) => {
  const all = categories.filter(isRestrictable).map(({ id }) => fixture.stored(restrictedId(id)));
  return (await Promise.all(all)).flat();
};

const ofErasing = new Set<string>([erasures.id, 'idempotency_marks']);
const stateOf = (documents: readonly StoredDocument[]) =>
  new Map(
    documents
      .filter(({ ref }) => !ofErasing.has(ref.collection))
      .map((document) => [pathOf(document.ref), document.data]),
  );

describe('records that are restricted only until a question is decided', () => {
  test('are found, counted and erased with their person, as other records are', async () => {
    const fixture = await lived();
    await restrictSome(fixture, 'accuracy_contested');
    const { beside, stays } = await preview(fixture);
    const found = beside.filter(({ collection }) => collection.endsWith('_restricted'));
    expect(found.map(({ count }) => count)).toEqual(Array.from({ length: 11 }, () => 1));
    expect(stays.map(({ what }) => what)).not.toContain('restricted_records');
    const { erasure } = await erase(fixture.ctx);
    expect(renderErasure(erasure, world.categories).beside).toEqual(
      expect.arrayContaining(found.map(({ collection, count }) => ({ collection, count }))),
    );
    expect(await restrictedOf(fixture)).toEqual([]);
  });
});

test('an archive for the person shows restricted records completely, with the ground of the restriction', async () => {
  const fixture = await lived();
  await restrictSome(fixture, 'needed_for_claims');
  for (const shown of shownIn(world)) {
    if (shown.collection.id !== restrictedId(shown.category.id)) continue;
    const [document] = await fixture.stored(shown.collection.id);
    if (document === undefined) throw new Error(`there is no record in ${shown.collection.id}`);
    const record = await openShown(fixture.ctx, shown, document);
    expect(record).toMatchObject({
      isReadable: true,
      fields: { restriction_ground: 'needed_for_claims' },
    });
  }
});

describe('records that a person wants to keep', () => {
  test.each(['unlawful_processing', 'needed_for_claims'])(
    'stay when their person is erased, and the preview says so; with `restricted_too` they are deleted too (%s)',
    async (ground) => {
      const fixture = await lived();
      await restrictSome(fixture, ground);
      const before = stateOf(await restrictedOf(fixture));
      const { beside, stays } = await preview(fixture);
      expect(beside.filter(({ collection }) => collection.endsWith('_restricted'))).toEqual([]);
      expect(stays).toContainEqual(
        expect.objectContaining({ what: 'restricted_records', count: 11 }),
      );
      await erase(fixture.ctx);
      expect(stateOf(await restrictedOf(fixture))).toEqual(before);
      const too = { restricted_too: true };
      const going = (await preview(fixture, too)).beside.map(({ collection }) => collection);
      expect(going.filter((id) => id.endsWith('_restricted'))).toHaveLength(11);
      // The subject of the conversation has led to the restricted messages.
      expect(going.filter((id) => !id.endsWith('_restricted'))).toEqual(['conversation_links']);
      await erase(fixture.ctx, too);
      expect(await restrictedOf(fixture)).toEqual([]);
    },
  );
});

describe('an erasure that keeps consents as a proof', () => {
  test('restricts these consents, deletes all other data of the person, and counts kept and deleted records separately', async () => {
    const fixture = await lived();
    const shown = await preview(fixture, { keep });
    expect(shown.categories).toContainEqual({ category: 'marketing_consents', count: 0, why: [] });
    expect(shown.stays).toContainEqual(
      expect.objectContaining({ what: 'kept_consents', count: 3 }),
    );
    const before = await fixture.stored(marketingConsents.id);
    const { erasure } = await erase(fixture.ctx, { keep, plan: shown.plan });
    const { kept, categories: gone } = renderErasure(erasure, world.categories);
    expect(kept).toEqual([{ category: 'marketing_consents', ground: 'legal_claims', count: 3 }]);
    expect(gone.map(({ category }) => category)).not.toContain('marketing_consents');
    const proofs = await fixture.stored(keptIn);
    for (const { ref, data } of proofs) {
      const consent = before.find((each) => each.ref.id === ref.id);
      expect(data).toMatchObject({ ...consent?.data, restriction_ground: 'legal_claims' });
    }
    expect(proofs).toHaveLength(3);
    const hashes = new Set(proofs.flatMap(({ data }) => Object.values(data)));
    const traces = (await fixture.dump()).filter(
      ({ ref, data }) =>
        ref.collection !== keptIn &&
        Object.values(data).some(
          (value) => typeof value === 'string' && value.startsWith('$2b$') && hashes.has(value),
        ),
    );
    expect(traces).toEqual([]);
    const after = await preview(fixture);
    expect(after.categories.every(({ count }) => count === 0)).toBe(true);
    expect(after.beside).toEqual([]);
    expect(after.stays).toContainEqual(
      expect.objectContaining({ what: 'restricted_records', count: 3 }),
    );
    expect((await fixture.list(marketingConsents)).items).toHaveLength(3);
  });

  test('does not change the consents of another person', async () => {
    const fixture = await lived();
    const before = stateOf(await fixture.stored(marketingConsents.id));
    await erase(fixture.ctx, { keep });
    const left = stateOf(await fixture.stored(marketingConsents.id));
    expect(left.size).toBe(3);
    for (const [path, data] of left) expect(before.get(path)).toEqual(data);
  });

  test('refuses a plan from a preview without `keep`, because this plan would delete the consents', async () => {
    const fixture = await lived();
    const { plan } = await preview(fixture);
    await expect(erase(fixture.ctx, { keep, plan })).rejects.toMatchObject({
      code: 'plan-changed',
    });
    expect(await fixture.stored(keptIn)).toEqual([]);
  });

  test.each([
    { keep: [{ category: 'customers', ground: 'legal_claims' }] },
    { keep: [{ category: 'marketing_consents', ground: 'accuracy_contested' }] },
    { keep: [...keep, ...keep] },
    { keep: [{ category: 'marketing_consents' }] },
  ])(
    'is refused if `keep` contains another category than consents, a category twice, a wrong ground or no ground: %j',
    async (body) => {
      const fixture = await createRestrictionFixture();
      await expect(erase(fixture.ctx, body)).rejects.toMatchObject({ code: 'validation-failed' });
    },
  );

  test.each(['none', 'all'] as const)(
    'keeps as many consents as an uninterrupted erasure if it is killed at any of its writes and then continued; the killed write stores: %s',
    async (landed) => {
      const undisturbed = await lived();
      const counting = createKilledStore(undisturbed.fixture.store, Number.POSITIVE_INFINITY);
      const ended = await erase(onStore(undisturbed.ctx, counting.store), { keep });
      const expected = {
        sizes: (await undisturbed.stored(keptIn)).length,
        answer: renderErasure(ended.erasure, world.categories).kept,
      };
      for (let fatal = 0; fatal < counting.writes(); fatal += 1) {
        const fixture = await lived();
        const { store, killed } = createKilledStore(fixture.fixture.store, fatal, landed);
        const request = erase(onStore(fixture.ctx, store), { keep }, 'again');
        expect(await Promise.race([killed, request])).toBe('killed');
        // The erase sweep continues pending erasures in this way.
        for (const erasure of (await fixture.stored(erasures.id)).filter(isPending))
          await runErasure(
            { ...fixture.ctx, ...world, commit: fixture.fixture.store.commit },
            erasure,
          );
        const { erasure } = await erase(fixture.ctx, { keep }, 'again');
        expect(renderErasure(erasure, world.categories).kept).toEqual(expected.answer);
        expect(await fixture.stored(keptIn)).toHaveLength(expected.sizes);
        expect(await fixture.stored(marketingConsents.id)).toHaveLength(3);
      }
    },
  );
});

test('if a record is restricted while its person is erased, no copy of the record is left', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const fixture = await lived();
    const record = await ownRecord(fixture, customers.id);
    const restricting = fixture.restrict(customers, record.ref.id).catch(() => undefined);
    await Promise.all([erase(fixture.ctx), restricting]);
    expect(await fixture.stored(restrictedId(customers.id))).toEqual([]);
    expect(await fixture.stored(customers.id)).toHaveLength(1);
  }
});
