import { expect, test } from 'vitest';
import { customers as category } from '#shared/categories/customers.ts';
import { createRecords } from './create-records.ts';
import { categoryExport, exportRecords } from './export-records.ts';
import { listRecords } from './list-records.ts';
import { readRecord } from './read-record.ts';
import { createTestFixture } from './testing/create-test-context.ts';
import { upsertRecord } from './upsert-record.ts';

const bodies = ['anna', 'bernd'].map((name) => ({
  email: `${name}@example.com`,
  authenticated_by: 'sso',
}));

/**
 * Creates two customers, then changes one byte of the authentication tag in the second customer's
 * stored email.
 */
async function createDamaged() {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const { records } = await createRecords(ctx, { category, body: bodies });
  const [intact = '', damaged = ''] = records.map(({ id }) => id);
  const stored = await fixture.store.get({ tenant: 'acme', collection: category.id, id: damaged });
  const sealed = Uint8Array.from(stored?.data['email_aes'] as Uint8Array);
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  if (stored === undefined) throw new Error('nothing stored');
  const { ref, version } = stored;
  const data = { ...stored.data, email_aes: sealed };
  await fixture.store.commit([{ kind: 'replace', ref, data, version }]);
  return { fixture, ctx, intact, damaged };
}

test('a record that cannot be decrypted does not hide other records in lists and exports, and is reported each time', async () => {
  const { fixture, ctx, intact, damaged } = await createDamaged();
  const listed = await listRecords(ctx, { category, filters: [], page: { limit: 10 } });
  expect(listed.items.map(({ id }) => id)).toEqual([intact]);
  const exported: unknown[] = [];
  for await (const row of await exportRecords(ctx, categoryExport(category)))
    exported.push(row['id']);
  expect(exported).toEqual([intact]);
  expect(fixture.unreadable).toEqual([damaged, damaged]);
  await expect(readRecord(ctx, { category, id: damaged })).rejects.toThrow(/^decryption failed$/);
});

test('a record that cannot be decrypted is readable again after an upsert has replaced all its fields', async () => {
  const { ctx, damaged } = await createDamaged();
  const body = { email: 'bernd@example.com', authenticated_by: 'code' };
  const { record, created } = await upsertRecord(ctx, { category, body });
  expect([record.id, created]).toEqual([damaged, false]);
  expect((await readRecord(ctx, { category, id: damaged })).fields).toEqual(body);
});
