import { describe, expect, test } from 'vitest';
import { formatInstant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { variables } from '#shared/categories/variables.ts';
import { everythingOn, switchedOff } from '#shared/settings/testing/everything-on.ts';
import { correctRecord } from './correct-record.ts';
import { createRecords } from './create-records.ts';
import { takeOwnExpiry } from './own-expiry.ts';
import { readRecord } from './read-record.ts';
import { createTestFixture, testStart } from './testing/create-test-context.ts';
import { upsertRecord } from './upsert-record.ts';

const category = variables;
const fields = { experience_id: 'exp-1', instance_id: 'conv-1', name: 'score', value: 7 };
const ctx = { now: () => testStart, settings: everythingOn() };
const inDays = (days: number) => testStart + days * microsPerDay;

describe('a category that lets callers choose the expiry of a record', () => {
  test.each([
    ['a millisecond in the future', testStart + microsPerMilli],
    ['sixty days in the future', inDays(60)],
  ])('accepts an expiry %s', (_name, expiresAt) => {
    const input = { ...fields, expires_at: formatInstant(expiresAt) };
    expect(takeOwnExpiry(ctx, category, input)).toEqual({
      fields,
      expiresAt,
      expiryPointer: '/expires_at',
      basisAt: testStart,
    });
  });

  test.each([
    ['now', testStart],
    ['in the past', testStart - microsPerDay],
    ['sixty days and a millisecond in the future', inDays(60) + microsPerMilli],
  ])('refuses an expiry %s, and states its place in the body', (_name, expiresAt) => {
    const input = { ...fields, expires_at: formatInstant(expiresAt) };
    expect(() => takeOwnExpiry(ctx, category, input, '/3')).toThrow(
      expect.objectContaining({
        code: 'validation-failed',
        errors: [{ pointer: '/3/expires_at', rule: 'in the future, at most 60 days ahead' }],
      }),
    );
  });

  test('keeps a record until the chosen expiry, and for sixty days by default', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const body = [
      { ...fields, expires_at: formatInstant(inDays(3)) },
      { ...fields, name: 'b' },
    ];
    const { records } = await createRecords(ctx, { category, body });
    expect(records.map(({ expiresAt }) => expiresAt)).toEqual([inDays(3), inDays(60)]);
    for (const record of records)
      expect(await readRecord(ctx, { category, id: record.id })).toMatchObject(record);
    fixture.clock.now = inDays(3);
    const [gone, kept] = records.map(({ id }) => readRecord(ctx, { category, id }));
    await expect(gone).rejects.toMatchObject({ code: 'record-not-found' });
    expect((await kept)?.fields).toEqual({ ...fields, name: 'b' });
  });

  test('changes the expiry only if a correction or an upsert contains a new expiry', async () => {
    const fixture = createTestFixture();
    const ctx = fixture.contextOf('acme');
    const [record] = (await createRecords(ctx, { category, body: fields })).records;
    const id = record?.id ?? '';
    const corrected = await correctRecord(ctx, { category, id, body: { value: 8 } });
    expect(corrected.expiresAt).toBe(inDays(60));
    const moved = { expires_at: formatInstant(inDays(9)) };
    expect((await correctRecord(ctx, { category, id, body: moved })).expiresAt).toBe(inDays(9));
    const { record: same } = await upsertRecord(ctx, { category, body: { ...fields, value: 9 } });
    expect([same.id, same.expiresAt, same.fields['value']]).toEqual([id, inDays(9), 9]);
    const body = { ...fields, expires_at: formatInstant(inDays(2)) };
    expect((await upsertRecord(ctx, { category, body })).record.expiresAt).toBe(inDays(2));
    expect(await readRecord(ctx, { category, id })).toMatchObject({ expiresAt: inDays(2) });
  });
});

test('a correction of a record whose category is switched off can make the expiry earlier but not later', async () => {
  const ctx = createTestFixture().contextOf('acme');
  const [record] = (await createRecords(ctx, { category, body: fields })).records;
  const id = record?.id ?? '';
  const off = switchedOff(ctx, category);
  const move = (days: number) =>
    correctRecord(off, { category, id, body: { expires_at: formatInstant(inDays(days)) } });
  expect((await move(9)).expiresAt).toBe(inDays(9));
  await expect(move(10)).rejects.toMatchObject({ code: 'category-off' });
  // Wrong values can still be corrected (Art. 16 GDPR).
  const corrected = await correctRecord(off, { category, id, body: { value: 8 } });
  expect([corrected.expiresAt, corrected.fields['value']]).toEqual([inDays(9), 8]);
});

test('a category that does not let callers choose the expiry leaves the input as it is', () => {
  const input = { email: 'anna@example.com', authenticated_by: 'sso' };
  expect(takeOwnExpiry(ctx, customers, input)).toEqual({ fields: input });
});
