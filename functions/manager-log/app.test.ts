import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { managerLog } from '#shared/categories/manager-log.ts';
import { createAppFixture } from '#shared/http/testing/create-app-fixture.ts';
import { managerLogSeals } from '#shared/manager-log/collections.ts';
import { sealId } from '#shared/manager-log/seal.ts';
import { entryOf } from '#shared/manager-log/testing/create-log-fixture.ts';
import type { Write } from '#shared/store/store.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';
import { createManagerLogApp } from './app.ts';

const path = '/v1/manager-log';

test('an entry is shown in clear to its own tenant, and to no other tenant', async () => {
  const { fixture, callerOf } = createAppFixture(createManagerLogApp);
  const call = await callerOf('acme');
  await createManagerLog(fixture.platform, fixture.wrapper).record(entryOf(1));
  const { body } = await call('GET', path);
  expect(body.items).toMatchObject([{ actor: entryOf(1).actor, action: entryOf(1).action }]);
  const [entry] = body.items;
  expect((await call('GET', `${path}/${entry?.id}`)).body).toEqual(entry);
  const other = await callerOf('other');
  expect((await other('GET', `${path}/${entry?.id}`)).status).toBe(404);
});

test.each([
  ['POST', path],
  ['POST', `${path}/delete`],
  ['PUT', path],
  ['PATCH', `${path}/1`],
  ['DELETE', `${path}/1`],
])('no route creates, changes or deletes an entry: %s %s', async (method, at) => {
  const call = await createAppFixture(createManagerLogApp).callerOf('acme');
  const { status } = await call(method, at, method === 'DELETE' ? undefined : {});
  expect([404, 405]).toContain(status);
});

const sabine = 'sabine.schaefer@example.com';
const joerg = 'joerg.weiss@example.com';
const apiKey = 'mf_acme_0123abcd';

/**
 * Creates entries of two people and of an API key in one tenant. Also creates an entry of one of
 * these people in another tenant.
 */
async function createPeopleLog() {
  const { fixture, callerOf, ask } = createAppFixture(createManagerLogApp);
  const { personIds } = createPersonAccess(fixture.platform, fixture.wrapper).people;
  const writer = createManagerLog(fixture.platform, fixture.wrapper, personIds);
  const note = async (actor: string, action: string, changes = {}) =>
    writer.record({
      ...entryOf(1, { actor, action, ...changes }),
      actorId: actor.includes('@') ? await personIds.idOf(actor) : actor,
    });
  await note(sabine, 'customers.read');
  await note(sabine, 'customers.correct', { outcome: 'requested', fields: 'email:values' });
  await note(joerg, 'customers.read');
  await note(apiKey, 'customers.export.csv');
  await note(sabine, 'customers.read', { tenant: 'other' });
  const stored = (tenant: string) =>
    fixture.store.query({ collection: managerLog.id, tenant, where: [], orderBy: [], limit: 99 });
  return { call: await callerOf('acme'), other: await callerOf('other'), ask, stored };
}

const actionsOf = ({ items }: { readonly items: readonly object[] }) =>
  items.map((item) => (item as { readonly action: string }).action);

test('a search by actor ignores the case of the email address, and accepts filters', async () => {
  const { call } = await createPeopleLog();
  const search = async (body: object) => (await call('POST', `${path}/search`, body)).body;
  expect(actionsOf(await search({ email: sabine.toUpperCase() }))).toEqual([
    'customers.correct',
    'customers.read',
  ]);
  expect(actionsOf(await search({ email: sabine, outcome: 'requested' }))).toEqual([
    'customers.correct',
  ]);
  expect(actionsOf(await search({ email: joerg, created_after: '2099-01-01T00:00:00Z' }))).toEqual(
    [],
  );
  expect(actionsOf(await search({ api_key: apiKey }))).toEqual(['customers.export.csv']);
  expect(actionsOf(await search({ email: 'nobody@example.com' }))).toEqual([]);
});

test('a search must name the actor in its body, either by email or by API key', async () => {
  const { call } = await createPeopleLog();
  for (const body of [{}, { email: sabine, api_key: apiKey }, { email: 'no address' }])
    expect((await call('POST', `${path}/search`, body)).body.code).toBe('validation-failed');
  expect((await call('GET', `${path}?email=${sabine}`)).body.code).toBe('query-invalid');
});

test('the list can be filtered by action, target, outcome and time, and shows the names of changed fields', async () => {
  const { call } = await createPeopleLog();
  const list = async (query: string) => (await call('GET', `${path}?${query}`)).body;
  expect((await list('outcome=requested')).items).toMatchObject([
    { action: 'customers.correct', fields: 'email:values' },
  ]);
  expect((await list('target=record.1&action=customers.read')).items).toHaveLength(2);
  expect((await list('target=record.2')).items).toEqual([]);
  expect((await list('created_before=2000-01-01T00:00:00Z')).items).toEqual([]);
});

test('an export of one person’s entries states the number of rows', async () => {
  const { ask } = await createPeopleLog();
  const rowsOf = async (body: object) => {
    const answer = await ask('acme', ['manager_log:export'], `${path}/export`, body);
    await answer.body?.cancel();
    return answer.headers.get('mayfly-export-rows');
  };
  // Each export adds an entry to the log. The actor of this entry is the API key, not the person.
  expect(await rowsOf({ email: sabine })).toBe('2');
  expect(await rowsOf({ email: sabine, action: 'customers.read' })).toBe('1');
});

test('in one tenant all stored entries of an actor have the same mark (a keyed hash), but each tenant has its own marks; no stored entry names the actor', async () => {
  const { stored } = await createPeopleLog();
  const marksOf = async (tenant: string) =>
    (await stored(tenant)).map(({ data }) => String(data['actor_mark']));
  const marks = await marksOf('acme');
  expect(new Set(marks).size).toBe(3);
  expect(marks).not.toContain((await marksOf('other'))[0]);
  expect(JSON.stringify(await stored('acme'))).not.toMatch(/sabine|joerg|mf_acme/);
});

test('callers who may read the log can page through seals, and get the data from which each entry’s hash is computed', async () => {
  const { fixture, callerOf } = createAppFixture(createManagerLogApp);
  const [call, blind] = [await callerOf('acme'), await callerOf('acme', ['customers:read'])];
  const log = createManagerLog(fixture.platform, fixture.wrapper);
  for (const target of [1, 2]) await log.record(entryOf(target));
  const seal = (number: number): Write => ({
    kind: 'create',
    ref: { tenant: 'acme', collection: managerLogSeals.id, id: sealId(number) },
    data: { expires_at: 9e15, purge_shard: 0, number, hour: '2026-01-15T12', jws: `a.${number}.c` },
  });
  await fixture.store.commit([seal(1), seal(2)]);
  const numbers: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await call('GET', `${path}/seals?limit=1${next}`);
    numbers.push(...body.items.map((item) => [item['number'], item['jws']]));
    cursor = body.next_cursor;
  }
  expect(numbers).toEqual([
    [2, 'a.2.c'],
    [1, 'a.1.c'],
  ]);
  const { body } = await call('GET', `${path}/links?created_before=2099-01-01T00:00:00Z`);
  for (const { hash, hashed } of body.items)
    expect(createHash('sha256').update(String(hashed)).digest('hex')).toBe(hash);
  expect(body.items.map(({ hashed }) => /record\.\d/.exec(String(hashed))?.[0])).toEqual([
    'record.2',
    'record.1',
  ]);
  expect(JSON.stringify(body)).not.toMatch(/sabine|actor_mark|2001:db8/);
  for (const at of ['seals', 'links'])
    expect((await blind('GET', `${path}/${at}`)).body.code).toBe('scope-missing');
});
