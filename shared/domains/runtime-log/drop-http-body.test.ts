import { expect, test } from 'vitest';
import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { dropHttpBody } from './drop-http-body.ts';

test('by default an entry is stored without its HTTP body', async () => {
  const ctx = createTestFixture().contextOf('acme');
  const entry = { level: 'error', event: 'crm.failed', message: 'Zeitüberschreitung' };
  const body = { ...entry, http_body: { email: 'anna@example.com' } };
  const input = { category: runtimeLog, body, unread: dropHttpBody };
  const [record] = (await createRecords(ctx, input)).records;
  expect(record?.fields).toEqual(entry);
  const read = await readRecord(ctx, { category: runtimeLog, id: record?.id ?? '' });
  expect(read.fields).toEqual(entry);
});

test('the HTTP body is removed from an entry, except while the debug mode is on', () => {
  const ctx = createTestFixture().contextOf('acme');
  const debugging = (debugUntil: number) => ({ ...ctx, settings: { ...ctx.settings, debugUntil } });
  expect(dropHttpBody(debugging(ctx.now() + 1))).toEqual([]);
  expect(dropHttpBody(debugging(ctx.now()))).toEqual(['http_body']);
  expect(dropHttpBody(ctx)).toEqual(['http_body']);
});
