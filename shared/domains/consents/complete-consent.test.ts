import { describe, expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture, testStart } from '#shared/records/testing/create-test-context.ts';
import { completeConsent } from './complete-consent.ts';

const identifiers = {
  email: 'anna@example.com',
  phone: '+49 30 23125 001',
  push_endpoint: 'https://push.example.org/a',
};

async function give(body: object) {
  const fixture = createTestFixture();
  const { records } = await createRecords(fixture.contextOf('acme'), {
    category: marketingConsents,
    body,
    complete: completeConsent,
  });
  return records[0];
}

describe.each([
  ['newsletter', 'email'],
  ['reminder', 'email'],
  ['profiling', 'email'],
  ['web_push', 'push_endpoint'],
  ['sms', 'phone'],
] as const)('a consent to %s', (type, needed) => {
  test(`is stored with its ${needed}`, async () => {
    const record = await give({ type, [needed]: identifiers[needed] });
    expect(record?.fields).toMatchObject({ type, [needed]: identifiers[needed] });
  });

  test(`is refused without its ${needed}, even with other identifiers`, async () => {
    const { [needed]: _missing, ...others } = identifiers;
    await expect(give([{ type, ...others }])).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: `/0/${needed}`, rule: 'required by the type' }],
    });
  });
});

test('a single opt-in is confirmed at once and kept for 180 days', async () => {
  const record = await give({ type: 'newsletter', email: identifiers.email });
  const confirmed_at = formatInstant(testStart);
  expect(record?.fields).toMatchObject({ opt_in: 'single', status: 'confirmed', confirmed_at });
  expect(record?.expiresAt).toBe(testStart + 180 * microsPerDay);
});

test('the confirmation time of a single opt-in is its creation time, even if computing its hashes takes long', async () => {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const hash: typeof ctx.lookup.hash = (...asked) => {
    fixture.clock.now += 300_000;
    return ctx.lookup.hash(...asked);
  };
  const { records } = await createRecords(
    { ...ctx, lookup: { ...ctx.lookup, hash } },
    {
      category: marketingConsents,
      body: [
        { type: 'newsletter', email: identifiers.email },
        { type: 'sms', phone: identifiers.phone },
      ],
      complete: completeConsent,
    },
  );
  expect(records).toHaveLength(2);
  for (const { createdAt, fields } of records)
    expect(fields['confirmed_at']).toBe(formatInstant(createdAt));
});

test('a double opt-in is pending, and expires after 14 days', async () => {
  const record = await give({ type: 'newsletter', opt_in: 'double', email: identifiers.email });
  expect(record?.fields).toMatchObject({ opt_in: 'double', status: 'pending' });
  expect(record?.fields).not.toHaveProperty('confirmed_at');
  expect(record?.expiresAt).toBe(testStart + 14 * microsPerDay);
});
