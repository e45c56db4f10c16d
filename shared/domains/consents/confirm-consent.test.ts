import { expect, test } from 'vitest';
import { formatInstant } from '#shared/base/time/instant.ts';
import { marketingConsents as category } from '#shared/categories/marketing-consents.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { switchedOff } from '#shared/settings/testing/everything-on.ts';
import { completeConsent as complete } from './complete-consent.ts';
import { confirmConsent } from './confirm-consent.ts';
import { withdrawConsent } from './withdraw-consent.ts';

test('if another consent of the same person and type is confirmed during a withdrawal, the withdrawal also withdraws that consent', async () => {
  const ctx = createTestFixture().contextOf('acme');
  const double = { type: 'newsletter', opt_in: 'double', email: 'anna@example.com' };
  const body = [double, { ...double, opt_in: 'single' }];
  const { records } = await createRecords(ctx, { category, body, complete });
  const [pending = '', given = ''] = records.map(({ id }) => id);
  let queries = 0;
  // The consent is confirmed after the withdrawal has read the consents, but before the withdrawal
  // is committed.
  const query: typeof ctx.store.query = async (asked) => {
    const found = await ctx.store.query(asked);
    queries += 1;
    if (queries === 1) await confirmConsent(ctx, { id: pending, body: {} });
    return found;
  };
  await withdrawConsent({ ...ctx, store: { ...ctx.store, query } }, { id: given });
  const read = async (id: string) => (await readRecord(ctx, { category, id })).fields['status'];
  expect([queries, await read(pending), await read(given)]).toEqual([2, 'withdrawn', 'withdrawn']);
});

test('the time of a confirmation or withdrawal is never before the consent’s creation, even if a clock is slow', async () => {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const single = { type: 'newsletter', email: 'anna@example.com' };
  const body = [
    { ...single, opt_in: 'double' },
    { ...single, type: 'reminder' },
  ];
  const { records } = await createRecords(ctx, { category, body, complete });
  const slow = { ...ctx, now: () => fixture.clock.now - 5_000_000 };
  const [pending, given] = records;
  const created = (record = pending) => formatInstant(record?.createdAt ?? 0);
  const { record: confirmed } = await confirmConsent(slow, { id: pending?.id ?? '', body: {} });
  expect(confirmed.fields['confirmed_at']).toBe(created());
  const { record: withdrawn } = await withdrawConsent(slow, { id: given?.id ?? '' });
  expect(withdrawn.fields['withdrawn_at']).toBe(created(given));
});

test('a consent cannot be confirmed while its category is off, because the confirmation would make the consent expire later', async () => {
  const ctx = createTestFixture().contextOf('acme');
  const body = { type: 'newsletter', opt_in: 'double', email: 'anna@example.com' };
  const [record] = (await createRecords(ctx, { category, body, complete })).records;
  const id = record?.id ?? '';
  const confirming = confirmConsent(switchedOff(ctx, category), { id, body: {} });
  await expect(confirming).rejects.toMatchObject({ code: 'category-off' });
  expect(await readRecord(ctx, { category, id })).toEqual(record);
  expect((await confirmConsent(ctx, { id, body: {} })).record.fields).toMatchObject({
    status: 'confirmed',
  });
});

test('a withdrawal withdraws every consent that was given earlier, even if a fast clock dated the consent later; a repeated withdrawal withdraws no newer consent', async () => {
  const { clock, contextOf } = createTestFixture();
  const ctx = contextOf('acme');
  const body = { type: 'newsletter', opt_in: 'single', email: 'anna@example.com' };
  const give = async () =>
    (await createRecords(ctx, { category, body, complete })).records[0]?.id ?? '';
  const statusOf = async (id: string) => (await readRecord(ctx, { category, id })).fields['status'];
  const own = await give();
  clock.now += 3_600_000_000;
  const ahead = await give();
  clock.now -= 3_000_000_000;
  await withdrawConsent(ctx, { id: own });
  expect([await statusOf(own), await statusOf(ahead)]).toEqual(['withdrawn', 'withdrawn']);
  clock.now += 60_000_000;
  const anew = await give();
  await withdrawConsent(ctx, { id: own });
  expect(await statusOf(anew)).toBe('confirmed');
});
