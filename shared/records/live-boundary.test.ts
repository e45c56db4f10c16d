import { beforeEach, describe, expect, test } from 'vitest';
import type { Instant } from '#shared/base/time/instant.ts';
import { microsPerMilli, microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { correctRecord } from './correct-record.ts';
import { createRecords } from './create-records.ts';
import { deleteRecord } from './delete-record.ts';
import { categoryExport, exportRecords } from './export-records.ts';
import { listRecords } from './list-records.ts';
import { readRecord } from './read-record.ts';
import { searchRecords } from './search-records.ts';
import { createTestFixture, testStart } from './testing/create-test-context.ts';
import { touchRecord } from './touch-record.ts';
import { upsertRecord } from './upsert-record.ts';

const category = customers;
const body = { email: 'a@example.org', authenticated_by: 'sign_in' };
const days180 = 180 * 86_400 * microsPerSecond;

let fixture: ReturnType<typeof createTestFixture>;
let id: string;
let expiresAt: Instant;

beforeEach(async () => {
  fixture = createTestFixture();
  const { records } = await createRecords(fixture.contextOf('acme'), { category, body });
  id = records[0]?.id ?? '';
  expiresAt = records[0]?.expiresAt ?? 0;
});

const reads: { readonly [name: string]: () => Promise<number> } = {
  get: async () => {
    try {
      await readRecord(fixture.contextOf('acme'), { category, id });
      return 1;
    } catch (error) {
      expect(error).toMatchObject({ code: 'record-not-found' });
      return 0;
    }
  },
  list: async () => {
    const input = { category, filters: [], page: { limit: 10 } };
    return (await listRecords(fixture.contextOf('acme'), input)).items.length;
  },
  search: async () => {
    const input = { category, body: { email: 'a@example.org' } };
    return (await searchRecords(fixture.contextOf('acme'), input)).items.length;
  },
  export: async () => {
    let rows = 0;
    for await (const row of await exportRecords(
      fixture.contextOf('acme'),
      categoryExport(category),
    )) {
      expect(row).toMatchObject({ id });
      rows += 1;
    }
    return rows;
  },
};

test('the record of a new customer expires 180 days after its creation', () => {
  expect(expiresAt).toBe(testStart + days180);
});

describe.each(Object.keys(reads))('%s', (name) => {
  test('returns a record until its expiry and never afterwards, even if it is not deleted yet', async () => {
    const read = reads[name];
    fixture.clock.now = expiresAt - microsPerSecond;
    expect(await read?.()).toBe(1);
    fixture.clock.now = expiresAt - 1;
    expect(await read?.()).toBe(1);
    for (const after of [0, microsPerMilli, microsPerSecond]) {
      fixture.clock.now = expiresAt + after;
      expect(await read?.()).toBe(0);
    }
  });
});

test.each([0, microsPerMilli])(
  'a record cannot be corrected, touched or deleted %i µs after its expiry',
  async (after) => {
    fixture.clock.now = expiresAt + after;
    const ctx = fixture.contextOf('acme');
    const gone = { code: 'record-not-found' };
    const correction = { category, id, body: { authenticated_by: 'sso' } };
    await expect(correctRecord(ctx, correction)).rejects.toMatchObject(gone);
    await expect(touchRecord(ctx, { category, id })).rejects.toMatchObject(gone);
    await expect(deleteRecord(ctx, { category, id })).rejects.toMatchObject(gone);
  },
);

test('an upsert changes a record while it is live; when this record has expired, an upsert creates a new record', async () => {
  const ctx = fixture.contextOf('acme');
  fixture.clock.now = expiresAt - microsPerSecond;
  expect(await upsertRecord(ctx, { category, body })).toMatchObject({
    created: false,
    record: { id },
  });
  fixture.clock.now = expiresAt - microsPerSecond + days180;
  const again = await upsertRecord(ctx, { category, body });
  expect(again.created).toBe(true);
  expect(again.record.id).not.toBe(id);
});

test('as soon as a record has expired, a new record can have the same unique value', async () => {
  const ctx = fixture.contextOf('acme');
  fixture.clock.now = expiresAt - 1;
  await expect(createRecords(ctx, { category, body })).rejects.toMatchObject({
    code: 'already-exists',
  });
  fixture.clock.now = expiresAt;
  const { records } = await createRecords(ctx, { category, body });
  expect(records[0]?.id).not.toBe(id);
  await expect(createRecords(ctx, { category, body })).rejects.toMatchObject({
    code: 'already-exists',
  });
});
