import { describe, expect, test } from 'vitest';
import type { Category } from '#shared/categories/define-category.ts';
import { correctionSchema, createSchema } from '#shared/categories/record-schema.ts';
import { categories } from '#shared/categories/registry.ts';
import { renderRecord } from '#shared/records/open-record.ts';
import { prepareRecords } from '#shared/records/prepare-records.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { serviceVisits } from '#shared/records/testing/thirteenth-category.ts';
import { categoryExamples } from './category-examples.ts';
import { componentName } from './category-schemas.ts';
import { describeApi } from './describe-api.ts';
import { schemaRef } from './openapi-document.ts';
import { readContents } from './read-contents.ts';
import { correctionExample, recordExample } from './record-example.ts';
import { createValidator } from './testing/create-validator.ts';

const document = describeApi(categories);
const validate = createValidator(document);
const contents = readContents(document);

test('every example is valid for its schema', () => {
  let checked = 0;
  for (const { place, mediaType } of contents)
    for (const [name, { value }] of Object.entries(mediaType.examples ?? {})) {
      expect(validate(mediaType.schema, value), `${place} ${name}`).toEqual([]);
      checked += 1;
    }
  expect(checked).toBeGreaterThan(contents.length);
});

test('every body and every answer has an example, except the API description and answers that are files', () => {
  const without = contents
    .filter(({ mediaType }) => mediaType.examples === undefined)
    .map(({ place }) => place);
  const exempt = without.filter((place) =>
    /\.csv 200|\/check 200|\/export 200|\/file 200|\/receipt 200|openapi\.json/.test(place),
  );
  expect(without).toEqual(exempt);
});

test('all email addresses and international phone numbers in examples are reserved for examples', () => {
  const text = JSON.stringify(contents.map(({ mediaType }) => mediaType.examples));
  for (const [, domain] of text.matchAll(/[\w.+-]+@([\w.-]+)/g)) expect(domain).toBe('example.com');
  for (const [phone] of text.matchAll(/\+\d[\d ]{6,}/g))
    expect(phone).toMatch(/^\+49 30 23125 \d{3}$/);
});

async function storeAndRead(category: Category) {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const example = categoryExamples[category.id];
  const sent =
    category.createdBy === 'caller' ? createSchema(category).parse(example?.sent) : example?.sent;
  const prepared = await prepareRecords(ctx, category, [
    { fields: { ...sent, ...example?.added } },
  ]);
  await ctx.store.commit(prepared.writes);
  const id = prepared.records[0]?.id ?? '';
  return renderRecord(await readRecord(ctx, { category, id }));
}

describe.each(categories)('$id', (category) => {
  const schema = schemaRef(componentName(category));

  test('the example can be stored; the record has the same fields when it is read, and is valid for its schema', async () => {
    const {
      id: _id,
      created_at: _created,
      expires_at: _expires,
      ...fields
    } = recordExample(category) ?? {};
    const read = await storeAndRead(category);
    expect(read).toMatchObject(fields);
    expect(Object.keys(read).toSorted()).toEqual(
      Object.keys(recordExample(category) ?? {}).toSorted(),
    );
    expect(validate(schema, read)).toEqual([]);
  });

  test('the schema describes exactly the fields of the record', () => {
    const described = document.components.schemas[componentName(category)]?.['properties'];
    expect(Object.keys(described as object)).toEqual([
      'id',
      'created_at',
      'expires_at',
      ...Object.keys(category.fields),
      'masked',
    ]);
  });

  if (category.correctable)
    test('the API accepts the example of a correction', () => {
      const correction = correctionExample(category);
      expect(correctionSchema(category).safeParse(correction).success).toBe(true);
    });
});

test('the description also has the paths and the schema of a category without an example', () => {
  const described = describeApi([...categories, serviceVisits]);
  expect(Object.keys(described.paths)).toEqual(
    expect.arrayContaining([
      '/v1/service-visits',
      '/v1/service-visits/search',
      '/v1/service-visits/export.csv',
      '/v1/service-visits/{id}',
    ]),
  );
  expect(Object.keys(described.paths['/v1/service-visits'] ?? {})).toEqual(['post', 'put', 'get']);
  const check = createValidator(described);
  const create = schemaRef('ServiceVisitsCreate');
  const body = { kind: 'repair', phone: '+49 30 23125 014', minutes: 30 };
  expect(check(create, body)).toEqual([]);
  expect(check(create, { ...body, minutes: 481 })).not.toEqual([]);
});
