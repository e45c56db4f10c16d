import { expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { renderChanged } from './render-changed.ts';

const record = {
  id: 'a1',
  createdAt: 0,
  expiresAt: 1_000,
  basisAt: 0,
  fields: { email: 'anna@example.com', authenticated_by: 'sso', values: { city: 'Köln' } },
};
const system = {
  id: 'a1',
  created_at: '1970-01-01T00:00:00.000Z',
  expires_at: '1970-01-01T00:00:00.001Z',
};
const writeOnly = { scopes: new Set(['customers:write']) };

test('a key that may read gets the whole record', () => {
  const reader = { scopes: new Set(['customers:write', 'customers:read']) };
  expect(renderChanged(reader, customers, record)).toEqual({ ...system, ...record.fields });
});

test('a key that may only write gets only the fields that it sent, and no fields if it sent none', () => {
  expect(renderChanged(writeOnly, customers, record)).toEqual(system);
  const sent = { authenticated_by: 'sso' };
  expect(renderChanged(writeOnly, customers, record, sent)).toEqual({ ...system, ...sent });
});

test('a key that may only write and repeats a request with an `Idempotency-Key` gets only the fields that it sent', async () => {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme', ['customers:write']);
  const body = { email: 'anna@example.com', authenticated_by: 'sso' };
  const input = { category: customers, body, idempotencyKey: 'once' };
  const [created] = (await createRecords(ctx, input)).records;
  const others = fixture.contextOf('acme');
  const correction = { values: { city: 'Köln' } };
  await correctRecord(others, { category: customers, id: created?.id ?? '', body: correction });
  const repeated = await createRecords(ctx, input);
  expect(repeated.replayed).toBe(true);
  expect(repeated.records.map(({ id, fields }) => [id, fields])).toEqual([[created?.id, body]]);
});
