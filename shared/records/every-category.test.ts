import { describe, expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { aesName, bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import { bucketEnd, expiryOf } from '#shared/settings/retention.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { createRecords } from './create-records.ts';
import { deleteRecord } from './delete-record.ts';
import { listRecords } from './list-records.ts';
import { readRecord } from './read-record.ts';
import { searchRecords } from './search-records.ts';
import { createTestFixture } from './testing/create-test-context.ts';
import { examples } from './testing/examples.ts';

// Consents have no example, because their expiry depends on a status that only the function
// `consents` sets. A category also has no example if callers cannot create its records.
const generic = categories.filter(({ id }) => examples[id] !== undefined);

test('every category whose records callers create has an example, except consents', () => {
  const missing = categories
    .filter(({ createdBy }) => createdBy === 'caller')
    .filter(({ id }) => examples[id] === undefined);
  expect(missing.map(({ id }) => id)).toEqual(['marketing_consents']);
});

describe.each(generic)('a record of $id', (category) => {
  const body = examples[category.id] ?? {};

  test('is returned unchanged by reads, lists and searches, until it is deleted', async () => {
    const ctx = createTestFixture().contextOf('acme');
    const { records } = await createRecords(ctx, { category, body });
    const [record] = records;
    if (record === undefined) throw new Error('nothing was created');
    expect(record.fields).toEqual(body);
    const input = { category, id: record.id };
    expect(await readRecord(ctx, input)).toEqual(record);
    const page = { limit: 10 };
    // A list shows no entity tags.
    const { tag: _tag, ...listed } = record;
    expect((await listRecords(ctx, { category, filters: [], page })).items).toEqual([listed]);
    for (const name of lookupFields(category).filter((field) => body[field] !== undefined)) {
      const found = await searchRecords(ctx, { category, body: { [name]: body[name] } });
      expect(found.items).toEqual([listed]);
    }
    await deleteRecord(ctx, input);
    await expect(readRecord(ctx, input)).rejects.toMatchObject({ code: 'record-not-found' });
    expect((await listRecords(ctx, { category, filters: [], page })).items).toEqual([]);
  });

  test('is stored with all personal values encrypted, with the data key of its bucket', async () => {
    const { contextOf, store } = createTestFixture();
    const ctx = contextOf('acme');
    const { records } = await createRecords(ctx, { category, body });
    const [record] = records;
    const ref = { tenant: 'acme', collection: category.id, id: record?.id ?? '' };
    const data = (await store.get(ref))?.data ?? {};
    for (const [name, field] of Object.entries(category.fields)) {
      if (body[name] === undefined) continue;
      if (field.atRest === 'plain') {
        expect(data[name]).toEqual(body[name]);
        continue;
      }
      expect(data).not.toHaveProperty(name);
      expect(data[aesName(name)]).toBeInstanceOf(Uint8Array);
      const hash = data[bcryptName(name)];
      if (field.lookup === undefined) expect(hash).toBeUndefined();
      else expect(hash).toMatch(/^\$2b\$04\$/);
    }
    const inClear = Buffer.concat(
      Object.values(data).map((value) =>
        value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(JSON.stringify(value)),
      ),
    );
    const leaked = Object.entries(category.fields)
      .filter(([name, field]) => field.atRest === 'aes' && body[name] !== undefined)
      .map(([name]) => [name, body[name]] as const)
      .filter(([, value]) => {
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        return inClear.indexOf(text) >= 0;
      });
    expect(leaked).toEqual([]);
    expect(data['expires_at']).toBe(expiryOf(ctx.settings, category, body, ctx.now()));
    const keyRef = { tenant: 'acme', collection: dataKeys.id, id: String(data['dek']) };
    const key = await store.get(keyRef);
    expect(key?.data['expires_at']).toBe(
      bucketEnd(category, data['expires_at'] as number) + 3_600_000_000,
    );
  });

  test('is hidden from another tenant', async () => {
    const { contextOf } = createTestFixture();
    const { records } = await createRecords(contextOf('acme'), { category, body });
    const other = contextOf('other');
    const input = { category, id: records[0]?.id ?? '' };
    await expect(readRecord(other, input)).rejects.toMatchObject({ code: 'record-not-found' });
    await expect(deleteRecord(other, input)).rejects.toMatchObject({ code: 'record-not-found' });
    const page = { limit: 10 };
    expect((await listRecords(other, { category, filters: [], page })).items).toEqual([]);
    for (const name of lookupFields(category).filter((field) => body[field] !== undefined)) {
      const found = await searchRecords(other, { category, body: { [name]: body[name] } });
      expect(found.items).toEqual([]);
    }
  });
});

test('a ciphertext that was moved to another field or record cannot be decrypted', async () => {
  const { contextOf, store } = createTestFixture();
  const ctx = contextOf('acme');
  const category = generic.find(({ id }) => id === 'raffle_participations');
  if (category === undefined) throw new Error('no category');
  const one = { raffle_id: 'r', email: 'a@example.org', firstname: 'Ada', lastname: 'Lovelace' };
  const { records } = await createRecords(ctx, { category, body: [one, one] });
  const refs = records.map(({ id }) => ({ tenant: 'acme', collection: category.id, id }));
  const [left, right] = await store.getAll(refs);
  if (left === undefined || right === undefined) throw new Error('nothing stored');
  const swaps = [
    { ...left.data, firstname_aes: left.data['lastname_aes'] },
    { ...left.data, firstname_aes: right.data['firstname_aes'] },
  ];
  for (const data of swaps) {
    await store.commit([{ kind: 'put', ref: left.ref, data }]);
    await expect(readRecord(ctx, { category, id: left.ref.id })).rejects.toThrow(
      /^decryption failed$/,
    );
  }
});
