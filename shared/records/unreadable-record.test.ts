import { expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { customers as category } from '#shared/categories/customers.ts';
import { variables } from '#shared/categories/variables.ts';
import { createRecords } from './create-records.ts';
import { categoryExport, exportRecords } from './export-records.ts';
import { listRecords } from './list-records.ts';
import { readRecord } from './read-record.ts';
import { createTestFixture, type TestFixture } from './testing/create-test-context.ts';
import { upsertRecord } from './upsert-record.ts';

const bodies = ['anna', 'bernd'].map((name) => ({
  email: `${name}@example.com`,
  authenticated_by: 'sso',
}));

/** Changes one byte of the authentication tag in a stored value. */
async function damage({ store }: TestFixture, collection: string, id: string, field: string) {
  const stored = await store.get({ tenant: 'acme', collection, id });
  if (stored === undefined) throw new Error('nothing stored');
  const sealed = Uint8Array.from(stored.data[field] as Uint8Array);
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  const { ref, version } = stored;
  const data = { ...stored.data, [field]: sealed };
  await store.commit([{ kind: 'replace', ref, data, version }]);
}

/** Creates two customers, then damages the second customer's stored email. */
async function createDamaged() {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const { records } = await createRecords(ctx, { category, body: bodies });
  const [intact = '', damaged = ''] = records.map(({ id }) => id);
  await damage(fixture, category.id, damaged, 'email_aes');
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

test('an upsert of a variable that cannot be decrypted keeps its expiry, and the instant at which the caller chose the expiry', async () => {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const body = { experience_id: 'e', instance_id: 'i', name: 'score', value: 7 };
  const put = (own: object) =>
    upsertRecord(ctx, { category: variables, body: { ...body, ...own } });
  const { record } = await put({});
  fixture.clock.now += 10 * microsPerDay;
  const chosenAt = fixture.clock.now;
  const expiresAt = chosenAt + 55 * microsPerDay;
  await put({ expires_at: formatInstant(expiresAt) });
  await damage(fixture, variables.id, record.id, 'value_aes');
  fixture.clock.now += microsPerDay;
  await put({ value: 8 });
  const stored = await fixture.store.get({
    tenant: 'acme',
    collection: variables.id,
    id: record.id,
  });
  expect(fixture.unreadable).toEqual([record.id]);
  expect(stored?.data).toMatchObject({ basis_at: chosenAt, expires_at: expiresAt });
});
