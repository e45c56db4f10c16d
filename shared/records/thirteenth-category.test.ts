import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { createSchema } from '#shared/categories/record-schema.ts';
import { categories } from '#shared/categories/registry.ts';
import {
  bucketWidthDays,
  longestRetentionDays,
  retentionDays,
} from '#shared/settings/retention.ts';
import { categoryCollection } from '#shared/store/category-collection.ts';
import { collectionsFor } from '#shared/wiring/collections.ts';
import { correctRecord } from './correct-record.ts';
import { createRecords } from './create-records.ts';
import { categoryExport, exportRecords } from './export-records.ts';
import { listRecords } from './list-records.ts';
import { readRecord } from './read-record.ts';
import { searchRecords } from './search-records.ts';
import { createTestFixture, testStart } from './testing/create-test-context.ts';
import { serviceVisits } from './testing/thirteenth-category.ts';
import { upsertRecord } from './upsert-record.ts';

const category = serviceVisits;
const visit = {
  kind: 'repair',
  phone: '+49 30 23125014',
  notes: 'Hinterhof, 2. Stock',
  answers: { ok: true },
  minutes: 30,
};

test('a body for a thirteenth category is checked against the declared fields', () => {
  const schema = createSchema(category);
  expect(schema.safeParse(visit).success).toBe(true);
  for (const bad of [{ kind: 'x' }, { phone: 'x' }, { minutes: 0 }, { done: true }, { more: 1 }])
    expect(schema.safeParse({ ...visit, ...bad }).success).toBe(false);
});

test('the collection of a thirteenth category has the stored names of its fields, and the queries for its filters and lookups', () => {
  const collection = categoryCollection(category);
  expect(collection.fields).toEqual({
    created_at: 'instant',
    expires_at: 'instant',
    idempotency_mark: 'id',
    purge_shard: 'number',
    dek: 'id',
    enc: 'number',
    unique_marks: 'ids',
    kind: 'id',
    phone_aes: 'sealed',
    phone_bcrypt: 'hash',
    notes_aes: 'sealed',
    answers_aes: 'sealed',
    minutes: 'number',
    done: 'boolean',
    conversation_id: 'id',
    lift_told_on: 'id',
    corrected_at: 'instant',
  });
  const shapes = collection.queries.map(({ equal, orderBy }) =>
    [...equal, '|', ...orderBy.map(({ field, direction }) => `${field} ${direction}`)].join(' '),
  );
  const newest = 'created_at desc expires_at desc';
  expect(shapes).toEqual([
    `| ${newest}`,
    `kind | ${newest}`,
    `| ${newest} minutes desc`,
    `kind | ${newest} minutes desc`,
    `phone_bcrypt | ${newest}`,
    '| expires_at asc created_at asc',
  ]);
});

test('a registered thirteenth category has its own collections, like every other category', () => {
  const ids = collectionsFor([...categories, category]).map(({ id }) => id);
  expect(ids).toContain('service_visits');
  expect(new Set(ids).size).toBe(ids.length);
  // Its own collection, and the collection of its restricted records.
  expect(ids).toHaveLength(collectionsFor(categories).length + 2);
});

test('in a thirteenth category, the retention depends on the field `kind`, and the width of the buckets depends on the longest retention', () => {
  expect(retentionDays(category, { kind: 'repair' })).toBe(45);
  expect(retentionDays(category, { kind: 'survey' })).toBe(10);
  expect(() => retentionDays(category, {})).toThrow('service_visits.kind');
  expect(longestRetentionDays(category)).toBe(90);
  expect(bucketWidthDays(category)).toBe(3);
});

test('records of a thirteenth category are created, read, listed, searched, corrected, upserted and exported', async () => {
  const ctx = createTestFixture([...categories, category]).contextOf('acme');
  const { records } = await createRecords(ctx, { category, body: visit });
  const [record] = records;
  if (record === undefined) throw new Error('nothing stored');
  expect(record.expiresAt).toBe(testStart + 45 * microsPerDay);
  const input = { category, id: record.id };
  expect((await readRecord(ctx, input)).fields).toEqual(visit);

  const list = async (min: number) => {
    const filters = [
      { field: 'kind', op: '==', value: 'repair' },
      { field: 'minutes', op: '>=', value: min },
    ] as const;
    return (await listRecords(ctx, { category, filters, page: { limit: 5 } })).items.length;
  };
  expect([await list(30), await list(31)]).toEqual([1, 0]);

  const search = async (phone: string) =>
    (await searchRecords(ctx, { category, body: { phone } })).items.length;
  expect([
    await search('0049 30-23125014'),
    await search('030 23125014'),
    await search('030 23125015'),
  ]).toEqual([1, 1, 0]);

  const corrected = await correctRecord(ctx, { ...input, body: { notes: null, minutes: 60 } });
  expect(corrected.fields).toEqual({
    kind: 'repair',
    phone: visit.phone,
    answers: { ok: true },
    minutes: 60,
  });

  const upserted = await upsertRecord(ctx, {
    category,
    body: { ...visit, phone: '00493023125014' },
  });
  expect(upserted).toMatchObject({ created: false, record: { id: record.id } });

  const rows: { [column: string]: unknown }[] = [];
  for await (const row of await exportRecords(ctx, categoryExport(category))) rows.push(row);
  expect(rows).toHaveLength(1);
  const columns = categoryExport(category).columns;
  expect(columns.slice(0, 4)).toEqual(['id', 'created_at', 'expires_at', 'kind']);
  for (const name of Object.keys(rows[0] ?? {})) expect(columns).toContain(name);
});

test('a record is refused if a stored record has the same unique fields, and is stored if one of these fields differs', async () => {
  const ctx = createTestFixture([...categories, category]).contextOf('acme');
  await createRecords(ctx, { category, body: visit });
  await expect(createRecords(ctx, { category, body: visit })).rejects.toMatchObject({
    code: 'already-exists',
  });
  await createRecords(ctx, { category, body: { ...visit, kind: 'survey' } });
});
