import { expect, test } from 'vitest';
import { marketingConsents as category } from '#shared/categories/marketing-consents.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { switchedOff } from '#shared/settings/testing/everything-on.ts';
import { completeConsent as complete } from './complete-consent.ts';
import { confirmConsent } from './confirm-consent.ts';

test('a consent is confirmed no more once its category is switched off, because it would stay longer', async () => {
  const ctx = createTestFixture().contextOf('acme');
  const body = { type: 'newsletter', opt_in: 'double', email: 'anna@example.com' };
  const [record] = (await createRecords(ctx, { category, body, complete })).records;
  const id = record?.id ?? '';
  const confirming = confirmConsent(switchedOff(ctx, category), { id, body: {} });
  await expect(confirming).rejects.toMatchObject({ code: 'category-off' });
  expect(await readRecord(ctx, { category, id })).toEqual(record);
  expect((await confirmConsent(ctx, { id, body: {} })).fields).toMatchObject({
    status: 'confirmed',
  });
});
