import { expect, test } from 'vitest';
import { etagOf } from './etag-of.ts';
import { scriptClient } from './testing/script-fetch.ts';

const id = '5f0c6b1e9a7d43f28c1b0e6d7a94f235';
const record = { id, email: 'a@example.org' };
const tagged = (tag: string, status = 200) => ({ status, body: record, headers: { etag: tag } });

test('`etagOf` returns the entity tag of a record in an answer, and the client sends the tag that a caller gives', async () => {
  const answers = [
    tagged('"1"'),
    tagged('"2"', 201),
    tagged('"3"'),
    tagged('"4"'),
    { status: 204 },
  ];
  const { client, sent } = scriptClient(answers);
  const read = await client.customers.get(id);
  const body = { email: 'a@example.org', authenticated_by: 'sso' } as const;
  const { record: stored } = await client.customers.upsert(body, { ifNoneMatch: '*' });
  const [first = ''] = [etagOf(read)];
  const changed = await client.customers.correct(id, { values: { a: 1 } }, { ifMatch: first });
  const asked = await client.request('PATCH /v1/customers/{id}', {
    id,
    body: { values: { a: 1 } },
    ifMatch: '"x"',
  });
  await client.customers.delete(id, { ifMatch: '*' });
  expect([read, stored, changed, asked].map(etagOf)).toEqual(['"1"', '"2"', '"3"', '"4"']);
  const conditions = sent.map(({ headers }) => [headers['if-match'], headers['if-none-match']]);
  expect(conditions).toEqual([
    [undefined, undefined],
    [undefined, '*'],
    ['"1"', undefined],
    ['"x"', undefined],
    ['*', undefined],
  ]);
  expect(etagOf({ ...read })).toBeUndefined();
});

test('`etagOf` returns the entity tag of a variable that was stored with a file', async () => {
  const fetch = async () => Response.json(record, { status: 201, headers: { etag: '"5"' } });
  const { client } = scriptClient([], { fetch });
  const variable = { experience_id: 'e', instance_id: 'i', name: 'foto' };
  const stored = await client.variableFiles.store(variable, new Blob(['x']), 'x.txt');
  expect(etagOf(stored.record)).toBe('"5"');
});
