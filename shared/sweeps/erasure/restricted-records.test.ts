import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { basisField } from '#shared/categories/stored-names.ts';
import { shortenedExpiry } from '#shared/settings/retention.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import { isRestrictable, restrictedId } from '#shared/store/restricted-collection.ts';
import { personOf, world } from '#shared/subjects/testing/create-person-fixture.ts';
import { createRestrictionFixture } from '#shared/subjects/testing/create-restriction-fixture.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import type { EndingRestrictions } from './report-ending.ts';
import { runErase } from './run-erase.ts';

const anna = personOf('anna', 1);

type Fixture = Awaited<ReturnType<typeof createRestrictionFixture>>;

async function sweep({ fixture }: Fixture) {
  const told: EndingRestrictions[] = [];
  const report = await runErase({
    ...world,
    store: fixture.store,
    now: () => fixture.clock.now,
    monotonic: () => 0,
    budgetSeconds: 60,
    random: () => 0.5,
    sleep: async () => undefined,
    purgeShards: 4,
    randomBytes,
    backupDays: 7,
    signer: createFakeSigner(),
    onOverdue: () => undefined,
    onEnding: (ending) => void told.push(ending),
    onIssued: () => undefined,
    onFailure: (error: unknown) => {
      throw error;
    },
  });
  return { report, told };
}

/** Stores a decision of the fixture's tenant that took effect a minute ago. */
async function decide(
  fixture: Fixture,
  decision: (upTo: number) => Partial<Pick<TenantSettings, 'fences' | 'shortenings'>>,
): Promise<void> {
  const { clock, store } = fixture.fixture;
  clock.now += microsPerSecond;
  const settings = { ...everythingOn(), ...decision(clock.now) };
  await openTenant({ store, now: () => clock.now }, 'acme', settings);
  clock.now += 60 * microsPerSecond;
}

describe.each(categories.filter(isRestrictable))('a restricted record of $id', (category) => {
  async function restricted() {
    const fixture = await createRestrictionFixture();
    await fixture.live(anna);
    const [record] = await fixture.stored(category.id);
    if (record === undefined) throw new Error('the fixture stores no record of this category');
    await fixture.restrict(category, record.ref.id, 'needed_for_claims');
    return { fixture, record };
  }

  test('is deleted with its uniqueness marks when the sweep carries out a fence of its category', async () => {
    const { fixture, record } = await restricted();
    await decide(fixture, (upTo) => ({ fences: [{ category: category.id, upTo }] }));
    expect((await sweep(fixture)).report.complete).toBe(true);
    expect(await fixture.stored(restrictedId(category.id))).toEqual([]);
    const marks = await fixture.stored('unique_marks');
    expect(marks.map(({ data }) => data['record_id'])).not.toContain(record.ref.id);
  });

  test('expires earlier if its retention is shortened, but is not deleted at once', async () => {
    const { fixture, record } = await restricted();
    const shortening = (upTo: number) => ({ category: category.id, upTo, days: 1 });
    await decide(fixture, (upTo) => ({ shortenings: [shortening(upTo)] }));
    expect((await sweep(fixture)).report.complete).toBe(true);
    const [moved] = await fixture.stored(restrictedId(category.id));
    const [before, after] = [record, moved].map((each) => Number(each?.data['expires_at']));
    expect(after).toBeLessThan(Number(before));
    expect(after).toBeGreaterThan(fixture.fixture.clock.now);
  });

  test('gets the shorter expiry when its restriction is lifted, even before the sweep, and keeps this expiry if it is restricted again', async () => {
    const { fixture, record } = await restricted();
    const { clock } = fixture.fixture;
    const shortenings = [{ category: category.id, upTo: clock.now + microsPerSecond, days: 1 }];
    await decide(fixture, () => ({ shortenings }));
    const ctx = { ...fixture.ctx, settings: { ...everythingOn(), shortenings } };
    const by = { ...ctx, renewed: async () => ctx };
    await fixture.lift(category, record.ref.id, undefined, by);
    const all = await fixture.stored(category.id);
    const back = all.find(({ ref }) => ref.id === record.ref.id);
    const expected = Number(record.data['created_at']) + microsPerDay;
    const least = Number(back?.data['expires_at']);
    expect(least).toBeLessThanOrEqual(Math.min(expected, Number(record.data['expires_at'])) + 1e7);
    await fixture.restrict(category, record.ref.id, undefined, by);
    const [again] = await fixture.stored(restrictedId(category.id));
    expect(again?.data['expires_at']).toBe(least);
  });

  test.each([
    ['gets the shorter expiry', 45, 1, 1],
    ['keeps its expiry if it was created more than 45 s later', 46, 1, undefined],
    ['keeps its expiry if the tenant has chosen a longer retention again', 45, 999, undefined],
  ])(
    'that a writer with old settings stored after the shortening %s',
    async (_name, late, retentionDays, days) => {
      const fixture = await createRestrictionFixture();
      await fixture.live(anna);
      const [record] = await fixture.stored(category.id);
      if (record === undefined) throw new Error('the fixture stores no record of this category');
      const basis = Number(record.data[basisField(category)]);
      const upTo = basis - late * microsPerSecond;
      const on = everythingOn();
      const own = { destination: 'server', retentionDays } as const;
      const settings = {
        ...on,
        shortenings: [{ category: category.id, upTo, days: 1 }],
        categories: { ...on.categories, [category.id]: own },
      };
      const ctx = { ...fixture.ctx, settings };
      await fixture.restrict(category, record.ref.id, undefined, {
        ...ctx,
        renewed: async () => ctx,
      });
      const [moved] = await fixture.stored(restrictedId(category.id));
      const expected =
        days === undefined ? record.data['expires_at'] : shortenedExpiry(basis, { upTo, days });
      expect(moved?.data['expires_at']).toBe(expected);
    },
  );

  test('raises a warning in the last 14 days before its expiry if the person needs it for claims, but not if an objection is pending', async () => {
    const { fixture, record } = await restricted();
    const end = Number(record.data['expires_at']);
    const { clock } = fixture.fixture;
    const starts = end - 14 * microsPerDay;
    if (starts > clock.now) {
      clock.now = starts - 1;
      expect((await sweep(fixture)).told).toEqual([]);
      clock.now = starts;
    }
    const { told, report } = await sweep(fixture);
    expect(told).toEqual([{ tenant: 'acme', ending_restrictions: 1 }]);
    expect(report.ending_restrictions).toBe(1);
    await fixture.restrict(category, record.ref.id, 'objection_pending');
    expect((await sweep(fixture)).told).toEqual([]);
  });
});
