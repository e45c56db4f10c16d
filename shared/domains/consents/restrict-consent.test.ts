import { expect, test } from 'vitest';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { createRestrictionFixture } from '#shared/subjects/testing/create-restriction-fixture.ts';
import { completeConsent } from './complete-consent.ts';
import { confirmConsent } from './confirm-consent.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const category = marketingConsents;

async function createFixture() {
  const fixture = await createRestrictionFixture();
  const { ctx } = fixture;
  const give = async (opt_in: 'single' | 'double') => {
    fixture.fixture.clock.now += 1_000_000;
    const body = { type: 'newsletter', email: 'anna@example.org', opt_in };
    const created = await createRecords(ctx, { category, complete: completeConsent, body });
    return created.records[0]?.id ?? '';
  };
  const statusOf = async (id: string) => (await readRecord(ctx, { category, id })).fields['status'];
  return { ...fixture, give, statusOf };
}

test('if the person withdraws another consent of the same type, a restricted consent is withdrawn when its restriction is lifted', async () => {
  const { ctx, give, statusOf, restrict, lift } = await createFixture();
  const restricted = await give('single');
  const other = await give('single');
  await restrict(category, restricted);
  await withdrawConsent(ctx, { id: other });
  await lift(category, restricted);
  expect(await statusOf(restricted)).toBe('withdrawn');
});

test('if the person withdraws another consent of the same type, a restricted pending consent can never be confirmed', async () => {
  const { ctx, give, statusOf, restrict, lift } = await createFixture();
  const pending = await give('double');
  const other = await give('single');
  await restrict(category, pending);
  await withdrawConsent(ctx, { id: other });
  await lift(category, pending);
  await expect(confirmConsent(ctx, { id: pending, body: {} })).rejects.toMatchObject({
    code: 'consent-withdrawn',
  });
  expect(await statusOf(pending)).toBe('pending');
});

test('if the person withdraws no consent, a confirmed consent stays confirmed when its restriction is lifted', async () => {
  const { give, statusOf, restrict, lift } = await createFixture();
  const consent = await give('single');
  await give('single');
  await restrict(category, consent);
  await lift(category, consent);
  expect(await statusOf(consent)).toBe('confirmed');
});

test('withdrawing a restricted consent also withdraws the other consents of its type; the answer shows only the type, the state and the time of the withdrawal', async () => {
  const { ctx, give, statusOf, restrict, lift, stored } = await createFixture();
  const restricted = await give('single');
  const other = await give('single');
  await restrict(category, restricted);
  const { record } = await withdrawConsent(ctx, { id: restricted, idempotencyKey: 'once' });
  expect(record.fields).toEqual({
    type: 'newsletter',
    status: 'withdrawn',
    withdrawn_at: expect.any(String),
  });
  expect(await stored(`${category.id}_restricted`)).toMatchObject([
    { ref: { id: restricted }, data: { status: 'withdrawn' } },
  ]);
  expect(await statusOf(other)).toBe('withdrawn');
  const again = await withdrawConsent(ctx, { id: restricted, idempotencyKey: 'once' });
  expect(again.record.fields).toEqual(record.fields);
  await lift(category, restricted);
  expect(await statusOf(restricted)).toBe('withdrawn');
});

test('a tenant that tries to withdraw another tenant’s restricted consent gets `record-not-found`', async () => {
  const { ctx, fixture, give, restrict } = await createFixture();
  const restricted = await give('single');
  await restrict(category, restricted);
  const other = fixture.contextOf('other');
  for (const by of [other, { ...ctx, tenant: 'other' }])
    await expect(withdrawConsent(by, { id: restricted })).rejects.toMatchObject({
      code: 'record-not-found',
    });
});
