import { beforeEach, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import type { History } from '#shared/domains/customers/keep-history.ts';
import {
  type AppCall,
  type AppFixture,
  createAppFixture,
} from '#shared/http/testing/create-app-fixture.ts';
import { createCustomersApp } from './app.ts';

const path = '/v1/customers';
let fixture: AppFixture;
let call: AppCall;

beforeEach(async () => {
  fixture = createAppFixture(createCustomersApp);
  call = await fixture.callerOf('acme');
});

const put = (values?: object) =>
  call('PUT', path, { email: 'anna@example.com', authenticated_by: 'sso', values });
const historyOf = async (id: string) =>
  (await call('GET', `${path}/${id}/history`)).body['values'] as History;
const at = (day: number) => new Date(Date.UTC(2026, 0, 15 + day, 12)).toISOString();

test('PUT and PATCH store each earlier value with the time of its replacement, and only the history shows it', async () => {
  const { body: customer } = await put({ city: 'Bonn', visits: 1 });
  expect(await historyOf(customer.id)).toEqual({});
  fixture.fixture.clock.now += microsPerDay;
  await put({ city: 'Köln', visits: 1 });
  fixture.fixture.clock.now += microsPerDay;
  const values = { city: 'Ulm', visits: null };
  const changed = await call('PATCH', `${path}/${customer.id}`, { values });
  expect(await historyOf(customer.id)).toEqual({
    city: [
      { value: 'Köln', replaced_at: at(2) },
      { value: 'Bonn', replaced_at: at(1) },
    ],
    visits: [{ value: 1, replaced_at: at(2) }],
  });
  const shown = [
    changed.body,
    (await call('GET', `${path}/${customer.id}`)).body,
    (await call('GET', path)).body,
    (await call('POST', `${path}/search`, { email: 'anna@example.com' })).body,
  ];
  for (const body of shown) expect(JSON.stringify(body)).not.toMatch(/history|Köln|Bonn/);
});

const spellings = ['kim@bücher.example', 'kim@xn--bcher-kva.example', 'KIM@BÜCHER.example'];

test('all spellings of an email address find and change the same customer', async () => {
  const store = (email: string) => call('PUT', path, { email, authenticated_by: 'sso' });
  const answers = await Promise.all(spellings.map(store));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  for (const email of spellings) {
    const found = await call('POST', `${path}/search`, { email });
    expect(found.body.items.map(({ id }) => id)).toEqual([answers[0]?.body.id]);
    const another = await call('POST', path, { email, authenticated_by: 'sso' });
    expect(another.body.code).toBe('already-exists');
  }
});

test.each(['kim\u200b@bücher.example', '\u212aim@bücher.example', 'mailto:kim@bücher.example'])(
  'an email address is refused in every request if it could be mistaken for another: %j',
  async (email) => {
    const body = { email, authenticated_by: 'sso' };
    const [{ body: known }] = [await put()];
    for (const [method, at, sent] of [
      ['POST', path, body],
      ['PUT', path, body],
      ['PATCH', `${path}/${known.id}`, { email }],
      ['POST', `${path}/search`, { email }],
    ] as const) {
      const answer = await call(method, at, sent);
      expect([answer.status, answer.body.code]).toEqual([422, 'validation-failed']);
      expect(JSON.stringify(answer.body)).not.toContain('bücher');
    }
  },
);

test('a request with equal values adds nothing to the history, even if the keys of these values are in another order', async () => {
  const { body } = await put({ city: 'Bonn', address: { street: 'Am Bühl', number: 12 } });
  await put({ address: { number: 12, street: 'Am Bühl' }, city: 'Bonn' });
  await call('PATCH', `${path}/${body.id}`, { authenticated_by: 'code' });
  await call('POST', `${path}/${body.id}/touch`);
  expect(await historyOf(body.id)).toEqual({});
});

test('a removed value is added to the history, and a touch does not change the history', async () => {
  const { body } = await put({ city: 'Bonn', visits: 1 });
  await put({ visits: 1 });
  await call('PATCH', `${path}/${body.id}`, { values: null });
  fixture.fixture.clock.now += 30 * microsPerDay;
  await call('POST', `${path}/${body.id}/touch`);
  const history = await historyOf(body.id);
  expect(history).toMatchObject({ city: [{ value: 'Bonn' }], visits: [{ value: 1 }] });
});

test('if a history is deleted, the present values are kept, and a new history begins', async () => {
  const { body } = await put({ city: 'Bonn' });
  await put({ city: 'Köln' });
  for (let round = 0; round < 2; round += 1)
    expect((await call('DELETE', `${path}/${body.id}/history`)).status).toBe(204);
  expect(await historyOf(body.id)).toEqual({});
  expect((await call('GET', `${path}/${body.id}`)).body['values']).toEqual({ city: 'Köln' });
  await put({ city: 'Ulm' });
  expect((await historyOf(body.id))['city']).toHaveLength(1);
});

test('nobody can read the history of an expired or deleted customer, and a new customer with the same email does not get it', async () => {
  const { body: first } = await put({ city: 'Bonn' });
  await put({ city: 'Köln' });
  fixture.fixture.clock.now += 180 * microsPerDay;
  expect((await call('GET', `${path}/${first.id}/history`)).status).toBe(404);
  const { body: second } = await put({ city: 'Ulm' });
  expect(await historyOf(second.id)).toEqual({});
  await put({ city: 'Bern' });
  await call('DELETE', `${path}/${second.id}`);
  expect((await call('GET', `${path}/${second.id}/history`)).status).toBe(404);
});

test('reading a history needs the right to read customers, and deleting it the right to delete them; another tenant gets 404', async () => {
  const { body } = await put({ city: 'Bonn' });
  const history = `${path}/${body.id}/history`;
  const writer = await fixture.callerOf('acme', ['customers:write']);
  const reader = await fixture.callerOf('acme', ['customers:read']);
  const other = await fixture.callerOf('other');
  const editor = await fixture.callerOf('acme', ['customers:masked']);
  expect((await writer('GET', history)).status).toBe(403);
  expect((await editor('GET', history)).status).toBe(403);
  expect((await reader('DELETE', history)).status).toBe(403);
  expect((await other('GET', history)).status).toBe(404);
  expect((await other('DELETE', history)).status).toBe(404);
});

test('a key that may only write does not see values that another key has set', async () => {
  const { body } = await put({ city: 'Bonn', home: { street: 'Weg 1' } });
  const writer = await fixture.callerOf('acme', ['customers:write']);
  const values = { shoes: 40, home: { floor: 2 } };
  const corrected = await writer('PATCH', `${path}/${body.id}`, { values });
  expect(corrected.body['values']).toEqual(values);
  const proof = { email: 'anna@example.com', authenticated_by: 'code' };
  const merged = await writer('PATCH', path, { ...proof, values: { shoes: 41 } });
  expect([merged.status, merged.body['values']]).toEqual([200, { shoes: 41 }]);
  const created = await writer('PATCH', path, { ...proof, email: 'neu@example.com' });
  expect(created.status).toBe(201);
  const whole = await call('GET', `${path}/${body.id}`);
  expect(whole.body['values']).toEqual({
    city: 'Bonn',
    shoes: 41,
    home: { street: 'Weg 1', floor: 2 },
  });
});

test('the answer to a correction by a key that may only write contains nothing of the history', async () => {
  const { body } = await put({ city: 'Bonn' });
  const writer = await fixture.callerOf('acme', ['customers:write']);
  const answer = await writer('PATCH', `${path}/${body.id}`, { values: { city: 'Köln' } });
  expect(JSON.stringify(answer.body)).not.toMatch(/Bonn|history/);
});
