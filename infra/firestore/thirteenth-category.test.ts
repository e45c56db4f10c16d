import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { serviceVisits } from '#shared/records/testing/thirteenth-category.ts';
import { collectionsFor } from '#shared/wiring/collections.ts';
import { deriveIndexFile } from './derive-index-file.ts';

const { indexes, fieldOverrides } = deriveIndexFile(
  collectionsFor([...categories, serviceVisits]),
  'mayfly',
);
const fieldsOf = (wanted: string) =>
  indexes
    .filter((index) => index.collectionGroup === 'service_visits' && index.queryScope === wanted)
    .map((index) => index.fields.map(({ fieldPath, order }) => `${fieldPath} ${order}`));

test('a new category gets its composite indexes, and its purge index over all tenants', () => {
  const [created, expires] = ['created_at DESCENDING', 'expires_at DESCENDING'];
  expect(fieldsOf('COLLECTION')).toEqual(
    expect.arrayContaining([
      [created, expires],
      ['kind ASCENDING', created, expires],
      ['kind ASCENDING', created, expires, 'minutes DESCENDING'],
      ['phone_bcrypt ASCENDING', created, expires],
    ]),
  );
  expect(fieldsOf('COLLECTION_GROUP')).toEqual([['purge_shard ASCENDING', 'expires_at ASCENDING']]);
});

test('a new category gets its TTL, and no index on encrypted fields', () => {
  const overrides = fieldOverrides.filter((field) => field.collectionGroup === 'service_visits');
  const expiry = overrides.find(({ fieldPath }) => fieldPath === 'expires_at');
  expect(expiry).toMatchObject({ ttl: true, indexes: [] });
  expect(overrides.map(({ fieldPath }) => fieldPath)).toEqual(
    expect.arrayContaining(['created_at', 'phone_aes', 'notes_aes', 'answers_aes']),
  );
  for (const { indexes: single } of overrides) expect(single).toEqual([]);
});
