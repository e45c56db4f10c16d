import { beforeEach, describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import { recordExample } from '#shared/openapi/record-example.ts';
import { accessTable } from './access-table.ts';
import { createPeopleFixture, type PeopleFixture } from './testing/create-people-fixture.ts';

let fixture: PeopleFixture;
const as: PeopleFixture['as'] = (...asking) => fixture.as(...asking);
const entries: PeopleFixture['entries'] = (reader) => fixture.entries(reader);

beforeEach(async () => {
  fixture = await createPeopleFixture();
});

describe.each(categories.filter(({ database }) => database === 'mayfly'))(
  'a record of $id',
  (category) => {
    const path = `/v1/${category.path}`;
    const example = recordExample(category) ?? {};
    const personal = Object.entries(category.fields)
      .filter(([name, { atRest }]) => atRest === 'aes' && example[name] !== undefined)
      .map(([name]) => name);

    test('shows its personal fields to owner and support, and not to an editor', async () => {
      const id = await fixture.storeExample(category);
      expect(personal.length).toBeGreaterThan(0);
      for (const at of [path, `${path}/${id}`]) {
        for (const role of ['owner', 'support']) {
          const { text } = await as(role, 'GET', at);
          for (const name of personal) expect(text).toContain(JSON.stringify(example[name]));
        }
        const { status, text } = await as('editor', 'GET', at);
        expect(status).toBe(200);
        expect(text).toContain(`"masked":${JSON.stringify(personal)}`);
        for (const name of personal) expect(text).not.toContain(JSON.stringify(example[name]));
      }
    });

    test('gets an entry in the manager log for each person who requests it, with the person, the action, the record and the IP address', async () => {
      const id = await fixture.storeExample(category);
      await as('support', 'GET', `${path}/${id}`);
      await as('viewer', 'GET', `${path}/${id}`);
      const shared = { action: `${category.path}.read`, target: id, ip: '203.0.113.7' };
      expect(await entries()).toMatchObject([
        { ...shared, actor: 'support@example.org', outcome: 'shown' },
        { ...shared, actor: 'viewer@example.org', outcome: 'refused' },
      ]);
    });
  },
);

test('neither the list of conversations nor one conversation shows an editor the text of a message', async () => {
  const text = 'Grüße aus Köln-Ehrenfeld';
  const message = { conversation_id: 'conv-1', author: 'customer', text };
  await as('support', 'POST', '/v1/chat-messages', message);
  for (const path of ['/v1/conversations', '/v1/conversations/conv-1/messages']) {
    expect((await as('support', 'GET', path)).text).toContain(text);
    const masked = await as('editor', 'GET', path);
    expect([masked.status, masked.text]).toEqual([200, expect.not.stringContaining('Grüße')]);
    expect(JSON.parse(masked.text)).toMatchObject({ items: [expect.anything()] });
  }
});

const customer = '/v1/customers';

test('a correction and a deletion each add an entry with the id of the record', async () => {
  const id = await fixture.storeExample(customers);
  await as('support', 'PATCH', `${customer}/${id}`, { values: { ort: 'Bonn' } });
  await as('support', 'DELETE', `${customer}/${id}`);
  expect(await entries()).toMatchObject([
    { action: 'customers.correct', target: id, outcome: 'requested' },
    { action: 'customers.delete', target: id, outcome: 'requested' },
  ]);
});

test('a HEAD request adds the same entry as a GET request', async () => {
  const id = await fixture.storeExample(customers);
  expect((await as('support', 'HEAD', `${customer}/${id}`)).status).toBe(200);
  expect(await entries()).toMatchObject([
    { action: 'customers.read', target: id, outcome: 'shown' },
  ]);
});

test('the entry of a look-up contains the name of the field, and not the personal value', async () => {
  await as('owner', 'POST', '/v1/loyalty/balance', { email: 'anna@example.com' });
  expect(await entries()).toMatchObject([{ action: 'loyalty.balance', target: 'email' }]);
  expect(JSON.stringify(await entries())).not.toContain('anna');
});

test('if a person lists records with every filter, the entry contains the name of each field once', async () => {
  const filters =
    'conversation_id=c&intent=x&confidence_min=0.1&confidence_max=0.9&experience_id=e&reviewed=false';
  expect((await as('owner', 'GET', `/v1/nlu-messages?${filters}`)).status).toBe(200);
  const target = 'conversation_id:intent:confidence:experience_id:reviewed';
  expect(await entries()).toMatchObject([{ action: 'nlu-messages.list', target }]);
});

test('if a person requests the same list several times in the same ten minutes, only one entry is added', async () => {
  for (let index = 0; index < 5; index += 1) await as('owner', 'GET', customer);
  expect((await entries()).map(({ action }) => action)).toEqual(['customers.list']);
});

test('the entry of a search contains the name of the field, and not the value', async () => {
  await as('owner', 'POST', `${customer}/search`, { email: 'anna@example.com' });
  expect(await entries()).toMatchObject([{ action: 'customers.search', target: 'email' }]);
  expect(JSON.stringify(await entries())).not.toContain('anna');
});

test('if an API key lists records, no entry is added', async () => {
  const key = await fixture.newKey(['customers:read', 'customers:export']);
  await as(key, 'GET', customer);
  expect(await entries()).toEqual([]);
});

const exporting = Object.keys(accessTable).filter((route) =>
  accessTable[route]?.key.endsWith(':export'),
);

test.each(exporting)('an export by an API key adds an entry: %s', async (route) => {
  const [method = '', path = ''] = route.split(' ');
  const raffle = await fixture.storeRaffle();
  const key = await fixture.newKey([accessTable[route]?.key ?? '']);
  const body = method === 'POST' ? {} : undefined;
  const { status } = await as(key, method, path.replace('{id}', raffle), body);
  expect(status).toBe(200);
  expect(await entries()).toMatchObject([{ actor: key.slice(0, -56), outcome: 'shown' }]);
});

test('requests for the profile, for counts and for a person’s own tenants add no entry', async () => {
  for (const path of ['/v1/tenant', '/v1/tenant/storage', '/v1/me'])
    expect((await as('owner', 'GET', path)).status).toBe(200);
  expect(await entries()).toEqual([]);
});

test('if the log cannot be written, nothing is shown, changed or deleted', async () => {
  const path = `${customer}/${await fixture.storeExample(customers)}`;
  const key = await fixture.newKey();
  // These two requests cache the people and the data keys that a read needs. After them only an
  // entry of the log needs a new data key.
  expect((await as(key, 'GET', path)).status).toBe(200);
  expect((await as('nobody', 'GET', path)).status).toBe(403);
  fixture.setKeyService('unavailable');
  const shown = await as('owner', 'GET', path);
  expect(shown.status).toBe(503);
  expect(shown.text).not.toContain('example.com');
  expect((await as('owner', 'DELETE', path)).status).toBe(503);
  const correction = { values: { ort: 'Bonn' } };
  expect((await as('owner', 'PATCH', path, correction)).status).toBe(503);
  fixture.setKeyService('up');
  const after = await as(key, 'GET', path);
  expect(after.status).toBe(200);
  expect(after.text).not.toContain('Bonn');
  expect(await entries()).toEqual([]);
});
