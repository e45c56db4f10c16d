import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { languages } from '#shared/categories/texts.ts';
import { createPersonFixture } from '../testing/create-person-fixture.ts';
import {
  anna,
  countsOf,
  createArchiveFixture,
  dataOf,
  exportOf,
} from './testing/create-archive-fixture.ts';

const portability = { ...anna, kind: 'portability' };

/** Checks an archive's `data.json` against the archive's own `schema.json`. Returns the errors. */
function complaintsOf(files: Awaited<ReturnType<typeof exportOf>>): unknown {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(files.get('schema.json')?.text ?? ''));
  return validate(dataOf(files)) ? [] : validate.errors;
}

test('a portability archive contains no derived fields and no copies of records', async () => {
  const { ctx, state } = await createArchiveFixture();
  const everything = Object.fromEntries(categories.map(({ id }) => [id, 'consent']));
  await state({ legal_bases: everything });
  const files = await exportOf(ctx, portability);
  const { data } = dataOf(files);
  expect(data.map(({ category }) => category)).toHaveLength(11);
  for (const { category, records } of data) {
    const declared = categories.find(({ id }) => id === category);
    const fields = { ...declared?.fields, ...declared?.apart };
    expect(records.length).toBeGreaterThan(0);
    for (const record of records)
      for (const name of Object.keys(record)) {
        const origin = fields[name]?.origin ?? name;
        expect([name, origin]).toEqual([
          name,
          expect.toBeOneOf(['provided', 'observed', 'created_at', 'enclosed_file']),
        ]);
      }
  }
  expect([...files.keys()].filter((name) => name.includes('winners'))).toEqual([]);
});

test('a portability archive omits data whose legal basis is neither consent nor contract, and states the omitted categories', async () => {
  const { ctx, state } = await createArchiveFixture();
  const usual = await exportOf(ctx, portability);
  expect(countsOf(usual)).toMatchObject({ customers: 1, variables: 1 });
  expect(countsOf(usual)).not.toHaveProperty('runtime_log');
  await state({
    legal_bases: {
      customers: 'legal_obligation',
      variables: 'public_task',
      runtime_log: 'consent',
    },
  });
  const files = await exportOf(ctx, portability);
  expect(countsOf(files)).toMatchObject({ runtime_log: 1 });
  for (const name of ['customers', 'variables']) expect(countsOf(files)).not.toHaveProperty(name);
  expect(dataOf(files).left_out).toContainEqual({
    category: 'customers',
    legal_basis: 'legal_obligation',
  });
  expect([...files.keys()].filter((name) => /customers|^files/.test(name))).toEqual([]);
});

test('a portability archive matches its own schema in both languages, also if it contains no records', async () => {
  const [{ ctx }, empty] = [await createArchiveFixture(), await createPersonFixture()];
  for (const language of languages) {
    expect(complaintsOf(await exportOf(ctx, { ...portability, language }))).toEqual([]);
    const files = await exportOf(empty.ctx, { ...portability, language });
    expect(complaintsOf(files)).toEqual([]);
    expect(countsOf(files)).toEqual({});
    const told = files.get(language === 'de' ? 'liesmich.txt' : 'readme.txt')?.text;
    expect(told).toContain(language === 'de' ? 'keine übertragbaren Daten' : 'no portable data');
  }
});

test('the schema of a portability archive refuses unknown properties', async () => {
  const { ctx } = await createArchiveFixture();
  const files = new Map(await exportOf(ctx, portability));
  const known = files.get('data.json');
  if (known === undefined) throw new Error('no data');
  const text = known.text.replace('"text":"Hallo"', '"text":"Hallo","intent":"greeting"');
  expect(complaintsOf(files.set('data.json', { ...known, text }))).not.toEqual([]);
});
