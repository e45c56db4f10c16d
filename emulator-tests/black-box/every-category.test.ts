import { beforeAll, describe, expect, test } from 'vitest';
import { microsPerMilli, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { categories } from '#shared/categories/registry.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { type Answer, type Call, callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import {
  type CategoryService,
  createInstance,
  type Instance,
  storeKey,
} from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';
import { findValues } from '../production-rules/find-values.ts';

const stack = useStack('demo-every-category');

type Body = { readonly [field: string]: unknown };

/**
 * An example of each category whose records callers create. Its encrypted fields contain
 * distinctive values. Coupons and codes need other requests; see `ways`.
 */
const bodies: { readonly [categoryId: string]: Body } = {
  chat_messages: {
    conversation_id: 'c-1',
    author: 'customer',
    text: 'Blaubeerkuchen um halb vier',
  },
  nlu_messages: { conversation_id: 'c-1', text: 'Storniere Vertrag Zwetschge', intent: 'cancel' },
  messenger_sessions: {
    channel: 'whatsapp',
    external_id: 'wa-Kunigunde-Vogelsang',
    conversation_id: 'c-1',
    state: { Merkzettel: 'Hagebuttentee' },
  },
  runtime_log: {
    level: 'warn',
    event: 'sign-in.failed',
    message: 'Falsche Losung Rotkehlchen',
    email: 'Notburga.Eibl@example.org',
    ip: '203.0.113.77',
  },
  customers: {
    email: 'Walburga.Huber@example.org',
    authenticated_by: 'sso',
    values: { Lieblingstier: 'Murmeltier' },
  },
  variables: {
    experience_id: 'exp-1',
    instance_id: 'c-1',
    name: 'delivery',
    value: 'Hintereingang Kastanienhof',
  },
  marketing_consents: {
    type: 'newsletter',
    email: 'Theobald.Winkler@example.org',
    ip: '198.51.100.23',
    wording_text: 'Ich willige in den Rundbrief Herbstlaub ein',
    source: 'Startseite Quellbrunn',
  },
  coupon_codes: {
    kind: 'coupon',
    code: 'Gutschein-Haselmaus',
    email: 'Gundula.Ehrlich@example.org',
    conversation_id: 'c-1',
  },
  loyalty_transactions: { email: 'Irmtraud.Seidl@example.org', coins: 10, reason: 'purchase' },
  loyalty_redemptions: {
    email: 'Adelgunde.Roth@example.org',
    reward_id: 'mug',
    coins: 2,
    firstname: 'Adelgunde',
    lastname: 'Rothenbühler',
    postal_address: 'Kirschgasse 12, 00000 Köln',
    phone: '+49 30 23125 044',
  },
  raffle_participations: {
    // `beforeAll` sets the id of the raffle here.
    raffle_id: '',
    email: 'Korbinian.Moser@example.org',
    firstname: 'Korbinian',
    lastname: 'Moserbichler',
    postal_address: 'Fliederweg 3, 00000 München',
    phone: '+49 89 99998 077',
  },
};

/**
 * For some categories, a POST to the path of the category cannot create a record. These requests
 * create the record instead: for a coupon code they load a code and then emit it.
 */
const ways: { readonly [categoryId: string]: (call: Call, body: Body) => Promise<Answer> } = {
  coupon_codes: async (call, { kind, code, email, conversation_id }) => {
    const { body: pool } = await call('POST', '/v1/coupon-pools', {
      name: 'haselmaus',
      kind,
      policy: 'once',
    });
    const path = `/v1/coupon-pools/${pool.id}`;
    await call('POST', `${path}/codes`, code, { 'content-type': 'text/csv' });
    return call('POST', `${path}/emit`, { email, conversation_id });
  },
};

const written = categories.filter(({ createdBy, id }) => createdBy === 'caller' || id in ways);

/** Requests that must be sent before a record of the category can be created. */
const grounds: { readonly [categoryId: string]: readonly { path: string; body: Body }[] } = {
  loyalty_redemptions: [
    {
      path: '/v1/loyalty-transactions',
      body: { email: 'Adelgunde.Roth@example.org', coins: 100, reason: 'purchase' },
    },
  ],
};

const clock = createTestClock();
let instance: Instance;
let key: string;

beforeAll(async () => {
  instance = createInstance(stack(), { now: clock.now });
  key = await storeKey(instance, clock.now, 'acme');
  const raffles = callerOf(instance.appOf('raffles'), key);
  const raffle = await raffles('POST', '/v1/raffles', { name: 'r', policy: 'unrestricted' });
  Object.assign(bodies['raffle_participations'] ?? {}, { raffle_id: raffle.body.id });
});

/** Returns a caller of the function with this name. */
const callOf = (service: string) => callerOf(instance.appOf(service as CategoryService), key);

async function layGrounds({ id, service }: Category): Promise<void> {
  for (const { path, body } of grounds[id] ?? [])
    expect((await callOf(service)('POST', path, body)).status).toBe(201);
}

test('every category whose records callers can create has an example in this file', () => {
  expect(Object.keys(bodies)).toEqual(written.map(({ id }) => id));
});

/** Returns all texts in the named fields of a body. */
function personalTexts(body: Body, names: readonly string[]): string[] {
  const texts = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(texts)
      : [String(value)];
  return names.flatMap((name) => (body[name] === undefined ? [] : texts(body[name])));
}

describe.each(written.map((category) => [category.title.en, category] as const))(
  '%s',
  (_title, category) => {
    const body = bodies[category.id] ?? {};
    const path = `/v1/${category.path}`;
    const call = () => callOf(category.service);
    const create = () => ways[category.id]?.(call(), body) ?? call()('POST', path, body);

    beforeAll(() => layGrounds(category));

    test('a record is stored encrypted, every kind of read finds it, and it can be read until its expiry; then a purge deletes it', async () => {
      const created = await create();
      expect(created.status).toBe(201);
      expect(created.body).toMatchObject(body);
      const { id, expires_at: expiresAt } = created.body;

      const read = await call()('GET', `${path}/${id}`);
      expect(read.body).toEqual(created.body);
      expect((await call()('GET', path)).body.items).toEqual([created.body]);
      expect((await call()('GET', `${path}/export.csv`)).text).toContain(id);
      for (const name of lookupFields(category).filter((each) => body[each] !== undefined)) {
        const value = String(body[name]);
        const typed = name === 'email' ? value.toUpperCase() : value;
        const found = await call()('POST', `${path}/search`, { [name]: typed });
        expect(found.body.items).toEqual([created.body]);
        const missed = await call()('POST', `${path}/search`, { [name]: otherValue(name) });
        expect(missed.body.items).toEqual([]);
      }

      const encrypted = Object.entries(category.fields)
        .filter(([, field]) => field.atRest === 'aes')
        .map(([name]) => name);
      const texts = personalTexts(body, encrypted);
      expect(texts.length).toBeGreaterThan(0);
      expect(findValues(await stack().exportRaw(), texts)).toEqual([]);

      const before = clock.now();
      clock.set(Date.parse(expiresAt) * microsPerMilli - microsPerSecond);
      expect((await call()('GET', `${path}/${id}`)).status).toBe(200);
      clock.set(Date.parse(expiresAt) * microsPerMilli);
      expect((await call()('GET', `${path}/${id}`)).status).toBe(404);
      expect((await call()('GET', path)).body.items).toEqual([]);
      const report = await instance.purge();
      expect(report.deleted_by_collection[category.id]).toBe(1);
      expect((await stack().exportRaw()).some((document) => document.path.includes(id))).toBe(
        false,
      );
      clock.set(before);
    });

    test('a deleted record cannot be read any more, and another record can use its unique values', async () => {
      const { body: created } = await create();
      expect((await call()('DELETE', `${path}/${created.id}`)).status).toBe(204);
      expect((await call()('GET', `${path}/${created.id}`)).status).toBe(404);
      // The unique values of the deleted record are free again.
      const again = await create();
      expect(again.status).toBe(201);
      await call()('DELETE', `${path}/${again.body.id}`);
    });
  },
);

test.each(
  written
    .filter(({ correctable }) => correctable)
    .map((category) => [category.title.en, category] as const),
)('%s: a correction of one field changes no other field', async (_title, category) => {
  const call = callOf(category.service);
  const path = `/v1/${category.path}`;
  const { body: created } = await call('POST', path, bodies[category.id]);
  const correction = { conversation_id: 'c-2' };
  const corrected = await call('PATCH', `${path}/${created.id}`, correction);
  expect(corrected.body).toEqual({ ...created, ...correction });
  expect((await call('GET', `${path}/${created.id}`)).body).toEqual(corrected.body);
  await call('DELETE', `${path}/${created.id}`);
});

function otherValue(field: string): string {
  if (field === 'email') return 'niemand@example.com';
  return field === 'phone' ? '+49 30 23125 999' : 'nobody';
}

async function keysOfLog(tenant: string) {
  const keys = storedIn(await stack().readState(), 'data_keys');
  return keys
    .filter((each) => each.tenant === tenant)
    .filter(({ fields }) => fields['category']?.['stringValue'] === 'manager_log');
}

test('Manager log: an entry is stored encrypted, no caller can change it, and it can be read until its expiry; then a purge deletes it', async () => {
  const category = managerLog;
  const path = `/v1/${category.path}`;
  const ownKey = await storeKey(instance, clock.now, 'log');
  const call = () => callerOf(instance.appOf('manager-log'), ownKey);
  const personal = { actor: 'Ottilie.Kranz@example.org', ip: '203.0.113.88' };
  const entry = { action: 'customers.read', target: 'record.1', outcome: 'done' };
  const writer = instance.managerLogOf('customers');
  const settings = everythingOn();
  await writer.record({ tenant: 'log', settings, actorId: 'member-1', ...personal, ...entry });
  const { items } = (await call()('GET', path)).body;
  expect(items).toMatchObject([{ ...personal, ...entry }]);
  const [first] = items;
  const names = Object.keys(first ?? {}).toSorted();
  const own = ['id', 'created_at', 'expires_at', ...Object.keys(personal), ...Object.keys(entry)];
  expect(names).toEqual(own.toSorted());
  const id = first?.id ?? '';
  expect((await call()('GET', `${path}/${id}`)).body).toEqual(first);
  expect((await call()('GET', `${path}/export.csv`)).text).toContain(personal.actor);
  expect(findValues(await stack().exportRaw(), Object.values(personal))).toEqual([]);
  for (const method of ['PATCH', 'DELETE', 'PUT'])
    expect((await call()(method, `${path}/${id}`, {})).status).toBe(405);

  const before = clock.now();
  const expiry = Date.parse(first?.expires_at ?? '') * microsPerMilli;
  clock.set(expiry - 1);
  expect((await call()('GET', `${path}/${id}`)).status).toBe(200);
  clock.set(expiry);
  expect((await call()('GET', `${path}/${id}`)).status).toBe(404);
  const report = await instance.purge();
  expect(report.deleted_by_collection['manager_log']).toBeGreaterThan(0);
  expect((await stack().exportRaw()).some((each) => each.path.includes(id))).toBe(false);
  clock.advance(7 * 86_400 * microsPerSecond);
  expect((await keysOfLog('log')).length).toBeGreaterThan(0);
  expect(await instance.purge()).toMatchObject({ keys_waiting: 0 });
  expect(await keysOfLog('log')).toEqual([]);
  clock.set(before);
});

test.each(
  categories
    .filter(({ createdBy }) => createdBy === 'system')
    .map(({ path, service }) => [path, service]),
)('no caller can create a record with a POST to /v1/%s', async (path, service) => {
  const call = callOf(service);
  const { items } = (await call('GET', `/v1/${path}`)).body;
  const answer = await call('POST', `/v1/${path}`, {});
  expect([answer.status, answer.body.code]).toEqual([405, 'method-not-allowed']);
  expect((await call('GET', `/v1/${path}`)).body.items).toEqual(items);
});
