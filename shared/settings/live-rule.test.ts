import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { basisField } from '#shared/categories/stored-names.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { listRecords } from '#shared/records/list-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { createTestFixture, testStart } from '#shared/records/testing/create-test-context.ts';
import { examples } from '#shared/records/testing/examples.ts';
import { touchRecord } from '#shared/records/touch-record.ts';
import {
  decodeSettings,
  encodeDecisions,
  encodeErasures,
  encodeSettings,
} from './encode-settings.ts';
import type { NoticeRoute } from './notice-routes.ts';
import type { TenantSettings } from './settings.ts';
import { everythingOn } from './testing/everything-on.ts';

const generic = categories.filter(({ id }) => examples[id] !== undefined);

describe.each(generic)('records of $id', (category) => {
  const body = examples[category.id] ?? {};

  async function create() {
    const fixture = createTestFixture();
    const { records } = await createRecords(fixture.contextOf('acme'), { category, body });
    const id = records[0]?.id ?? '';
    const isShown = async (changes: Partial<TenantSettings>) => {
      const settings = { ...everythingOn(), ...changes };
      const ctx = { ...fixture.contextOf('acme'), settings };
      const listed = await listRecords(ctx, { category, filters: [], page: { limit: 5 } });
      const read = await readRecord(ctx, { category, id }).catch(() => undefined);
      expect(listed.items.length === 1).toBe(read !== undefined);
      return read !== undefined;
    };
    return { ...fixture, id, isShown };
  }

  test('are hidden by a fence at the instant of their creation, but not by an earlier fence or the fence of another category', async () => {
    const { isShown } = await create();
    const fenceAt = (upTo: number) => ({ fences: [{ category: category.id, upTo }] });
    expect(await isShown(fenceAt(testStart - 1))).toBe(true);
    expect(await isShown(fenceAt(testStart))).toBe(false);
    expect(await isShown({ fences: [{ category: 'others', upTo: testStart }] })).toBe(true);
  });

  test('are hidden at the end of a shortened retention, if they were created before the tenant shortened it', async () => {
    const { clock, isShown } = await create();
    const shortened = (upTo: number) => ({
      shortenings: [{ category: category.id, upTo, days: 1 }],
    });
    clock.now = testStart + microsPerDay - 1;
    expect(await isShown(shortened(clock.now))).toBe(true);
    clock.now += 1;
    expect(await isShown(shortened(clock.now))).toBe(false);
    expect(await isShown(shortened(testStart - 1))).toBe(true);
  });

  test('can be created only while the tenant stores them, or if their category is always on', async () => {
    const { contextOf } = createTestFixture();
    const destinations = {
      [category.id]: { destination: 'device', retentionDays: undefined },
    } as const;
    const ctx = { ...contextOf('acme'), settings: { ...everythingOn(), categories: destinations } };
    const creation = createRecords(ctx, { category, body });
    if (category.always) await expect(creation).resolves.toBeDefined();
    else await expect(creation).rejects.toMatchObject({ code: 'category-off' });
  });

  test('live as long as the tenant has chosen, but at most 360 days', async () => {
    const choose = async (retentionDays: number) => {
      const chosen = { [category.id]: { destination: 'server', retentionDays } } as const;
      const ctx = {
        ...createTestFixture().contextOf('acme'),
        settings: { ...everythingOn(), categories: chosen },
      };
      const { records } = await createRecords(ctx, { category, body });
      return ((records[0]?.expiresAt ?? 0) - testStart) / microsPerDay;
    };
    expect(await choose(3)).toBeCloseTo(3, 6);
    const promised = await choose(100_000);
    expect(promised).toBeLessThanOrEqual(360);
  });
});

test('if a customer interacts after the tenant shortened the retention, the record’s expiry is calculated from this interaction', async () => {
  const fixture = createTestFixture();
  const category = categories.find(({ id }) => id === 'customers');
  if (category === undefined) throw new Error('no customers');
  expect(basisField(category)).toBe('basis_at');
  const body = { email: 'a@example.org', authenticated_by: 'sso' };
  const created = await createRecords(fixture.contextOf('acme'), { category, body });
  const id = created.records[0]?.id ?? '';
  fixture.clock.now += 20 * microsPerDay;
  const shortenings = [{ category: 'customers', upTo: fixture.clock.now, days: 30 }];
  const chosen = { customers: { destination: 'server', retentionDays: 30 } } as const;
  const settings = { ...everythingOn(), categories: chosen, shortenings };
  const ctx = { ...fixture.contextOf('acme'), settings };
  fixture.clock.now += microsPerDay;
  const { record: touched } = await touchRecord(ctx, { category, id });
  expect(touched.expiresAt).toBe(fixture.clock.now + 30 * microsPerDay);
  fixture.clock.now += 30 * microsPerDay - 1;
  expect(await readRecord(ctx, { category, id })).toEqual(touched);
  fixture.clock.now += 1;
  await expect(readRecord(ctx, { category, id })).rejects.toMatchObject({
    code: 'record-not-found',
  });
});

test('the country of a tenant that has chosen no country is Germany', () => {
  const { default_region: _none, ...data } = encodeSettings(everythingOn());
  expect(decodeSettings(data, undefined, 0).defaultRegion).toBe('DE');
});

test('settings do not change when they are stored and read', () => {
  const category = fc.constantFrom('chat_messages', 'customers');
  const asked = {
    id: fc.constantFrom('p1', 'p2'),
    askedAt: fc.maxSafeNat(),
    effectiveAt: fc.integer({ min: 1, max: 2 ** 50 }),
  };
  const settings = fc.record({
    modules: fc.array(fc.constantFrom('live_chat', 'nlu')),
    categories: fc.dictionary(
      category,
      fc.record({
        destination: fc.constantFrom('server' as const, 'device' as const, 'off' as const),
        retentionDays: fc.option(fc.integer({ min: 1, max: 360 }), { nil: undefined }),
      }),
      { noNullPrototype: true },
    ),
    fences: fc.array(fc.record({ category, upTo: fc.maxSafeNat() })),
    shortenings: fc.array(fc.record({ category, upTo: fc.maxSafeNat(), days: fc.nat() })),
    erasures: fc.array(
      fc.record({ category, upTo: fc.maxSafeNat(), erasure: fc.constantFrom('e1', 'e2') }),
    ),
    coolingOffHours: fc.integer({ min: 0, max: 72 }),
    pending: fc
      .array(
        fc.oneof(
          fc.record({
            ...asked,
            kind: fc.constant('switch-off' as const),
            category,
            destination: fc.constantFrom('device' as const, 'off' as const),
            storedBy: fc.maxSafeNat(),
          }),
          fc.record({
            ...asked,
            kind: fc.constant('shorten' as const),
            category,
            days: fc.integer({ min: 1, max: 360 }),
            chosen: fc.option(fc.integer({ min: 1, max: 360 }), { nil: undefined }),
          }),
          fc.record({
            ...asked,
            kind: fc.constant('cooling-off' as const),
            hours: fc.integer({ min: 0, max: 72 }),
          }),
        ),
      )
      .map((all) => all.toSorted((one, other) => one.effectiveAt - other.effectiveAt)),
    origins: fc.array(fc.webUrl()),
    defaultRegion: fc.constantFrom('DE', 'AT'),
    timeZone: fc.constantFrom('Europe/Berlin', 'America/Lima'),
    notices: fc.array(
      fc.constantFrom<NoticeRoute>(
        { endpoint: 'e1', events: ['erasure'], secrets: [{ id: 's1' }] },
        {
          endpoint: 'e2',
          events: ['erasure', 'correction'],
          categories: ['customers', 'chat_messages'],
          secrets: [{ id: 's2' }, { id: 's1', until: 5 }],
        },
      ),
      { maxLength: 2 },
    ),
    debugUntil: fc.option(fc.maxSafeNat(), { nil: undefined }),
  });
  fc.assert(
    fc.property(settings, (each) => {
      const waiting = { ...encodeDecisions(each), erasures: encodeErasures(each.erasures) };
      expect(decodeSettings(encodeSettings(each), waiting, 0)).toEqual(each);
    }),
  );
});
