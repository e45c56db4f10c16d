import { beforeAll, describe, expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { readOperations } from '#shared/openapi/read-contents.ts';
import { exampleId } from '#shared/openapi/record-example.ts';
import { type ApiFixture, createApiFixture } from './testing/create-api-fixture.ts';
import { functionOf } from './testing/function-of.ts';

const exports = [...readOperations(describeApi(categories))]
  .filter(([route]) => route.endsWith('.csv'))
  .map(([route, operation]) => ({ route, path: route.split(' ')[1] ?? '', operation }));
let fixture: ApiFixture;
let key: string;

beforeAll(async () => {
  fixture = createApiFixture();
  key = await fixture.newKey();
  await fixture.storeRaffle();
});

test('the description has a CSV export of each category, and three more', () => {
  expect(exports.map(({ route }) => route).toSorted()).toEqual(
    [
      ...categories.map(({ path }) => `GET /v1/${path}/export.csv`),
      'GET /v1/experiences/{id}/variables.csv',
      'GET /v1/raffles/{id}/participants.csv',
      'GET /v1/raffles/{id}/winners.csv',
    ].toSorted(),
  );
});

describe.each(exports)('$route', ({ path, operation }) => {
  const ask = async (query: string) => {
    const place = path.replace('{id}', path.includes('raffles') ? exampleId : 'blumen-beratung');
    const headers = { authorization: `Bearer ${key}` };
    const response = await fixture.apps[functionOf(path)].request(place + query, { headers });
    return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString() };
  };

  test('returns by default a CSV file for spreadsheets, separated by commas; the description of the route names the options', async () => {
    for (const query of ['', '?format=spreadsheet&separator=comma'])
      expect((await ask(query)).text).toMatch(/^\ufeff[a-z_]+(?:,[a-z_]+)+\r\n/);
    const names = JSON.stringify(operation.parameters);
    for (const name of ['CsvFormat', 'CsvSeparator']) expect(names).toContain(name);
    expect(operation.description).toContain('format=raw');
  });

  test('can also return a CSV file for programs, or a CSV file separated by semicolons', async () => {
    expect((await ask('?format=raw')).text).toMatch(/^[a-z_]+(?:,[a-z_]+)+\r\n/);
    expect((await ask('?separator=semicolon')).text).toMatch(/^\ufeff[a-z_]+(?:;[a-z_]+)+\r\n/);
  });

  test('refuses other values of the parameters', async () => {
    for (const query of ['?format=xls', '?format=', '?separator=;', '?format=raw&format=raw'])
      expect(await ask(query)).toMatchObject({
        status: 400,
        text: expect.stringContaining('query-invalid'),
      });
  });
});
