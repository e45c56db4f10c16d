import { beforeEach, describe, expect, test, vi } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { externalFields } from '#shared/categories/external-fields.ts';
import { categories } from '#shared/categories/registry.ts';
import { categoryExamples } from '#shared/openapi/category-examples.ts';
import { allTenants } from '#shared/store/store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { type ApiFixture, createApiFixture } from '../generate/testing/create-api-fixture.ts';
import { prepareExamples } from '../generate/testing/described-requests.ts';
import { functionOf } from '../generate/testing/function-of.ts';

// The id of a conversation in Teams. It contains a phone number, and characters that no id at
// Mayfly may contain. So a caller sends it as an external id.
const external = '19:+49 221 4710 815/Käthe@thread.v2';
const created = categories.filter(({ createdBy }) => createdBy === 'caller');

let fixture: ApiFixture;
let key: string;

beforeEach(async () => {
  fixture = createApiFixture();
  key = await fixture.newKey();
  await prepareExamples(fixture);
});

async function call(method: string, path: string, body?: unknown, as = key) {
  const init = {
    method,
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  const response = await fixture.apps[functionOf(path.split('?')[0] ?? '')].request(path, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

async function idOf(text: string): Promise<string> {
  const body = { conversation_external_id: text };
  return (await call('POST', '/v1/conversations/identify', body)).body.conversation_id;
}

/** Returns a category's example record, with an external id in place of each conversation id. */
function withTexts(category: (typeof categories)[number], text = external) {
  const named = externalFields(category);
  const ids = new Set(named.map(({ id }) => id));
  const sent = Object.entries(categoryExamples[category.id]?.sent ?? {});
  return {
    ...Object.fromEntries(sent.filter(([name]) => !ids.has(name))),
    ...Object.fromEntries(named.map((each) => [each.external, text])),
  };
}

async function dump() {
  const all = collections.map(({ id }) =>
    fixture.store.query({
      collection: id,
      tenant: allTenants,
      where: [],
      orderBy: [],
      limit: 10_000,
    }),
  );
  return (await Promise.all(all)).flat();
}

test('each field for the id of a conversation has a second field for an external id', () => {
  for (const category of created) {
    if ('nobody' in category.subject) continue;
    const ids = externalFields(category).map(({ id }) => id);
    expect(ids.toSorted()).toEqual([...category.subject.conversations].toSorted());
  }
});

test('in one database an external id always gives the same conversation id; another external id or another database gives another conversation id', async () => {
  const id = await idOf(external);
  expect(id).toMatch(/^x-[0-9a-f]{40}$/);
  fixture.clock.now += microsPerDay;
  expect(await idOf(external)).toBe(id);
  expect(await idOf(external.slice(1))).not.toBe(id);
  const other = createApiFixture();
  const foreign = await other.apps.chat.request('/v1/conversations/identify', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await other.newKey()}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ conversation_external_id: external }),
  });
  expect((await foreign.json()).conversation_id).not.toBe(id);
});

describe.each(created.map((category) => [category.id, category] as const))(
  '%s',
  (_id, category) => {
    const path = `/v1/${category.path}`;
    const named = externalFields(category);

    test('accepts an external id instead of the conversation id, in one record or in an array, and returns both ids', async () => {
      const id = await idOf(external);
      const expected = Object.fromEntries(
        named.flatMap((each) => [
          [each.id, id],
          [each.external, external],
        ]),
      );
      const one = await call('POST', path, withTexts(category));
      expect(one.status).toBe(201);
      expect(one.body).toMatchObject(expected);
      expect((await call('GET', `${path}/${one.body.id}`)).body).toMatchObject(expected);
      if (category.unique.length > 0) await call('DELETE', `${path}/${one.body.id}`);
      const many = await call('POST', path, [withTexts(category)]);
      expect([many.status, many.body.items?.[0]]).toEqual([201, expect.objectContaining(expected)]);
    });

    test('does not store an external id in clear; a request with an external id calls the store as often as a request with a conversation id', async () => {
      await idOf(external);
      const ids = Object.fromEntries(named.map((each) => [each.id, 'conv-7f3a']));
      const plain = { ...withTexts(category), ...ids };
      for (const { external: name } of named) Reflect.deleteProperty(plain, name);
      const costOf = async (body: object) => {
        const spies = (['get', 'getAll', 'query', 'commit'] as const).map((name) =>
          vi.spyOn(fixture.store, name),
        );
        const { body: record } = await call('POST', path, body);
        const counts = spies.map((spy) => spy.mock.calls.length);
        for (const spy of spies) spy.mockRestore();
        if (category.unique.length > 0) await call('DELETE', `${path}/${record.id}`);
        return counts;
      };
      // The first requests make the data key and read the lookup secrets. So they are not counted.
      await costOf(plain);
      await costOf(withTexts(category));
      const counted = await costOf(plain);
      expect(await costOf(withTexts(category))).toEqual(counted);
      await call('POST', path, withTexts(category));
      const stored = JSON.stringify(await dump(), (_key, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      );
      expect(stored).toContain(await idOf(external));
      for (const part of ['4710 815', 'thread.v2']) expect(stored).not.toContain(part);
    });

    test('refuses an invalid external id, or both ids of a conversation together, and names the field', async () => {
      const first = named[0] ?? { external: '', id: '' };
      const both = { ...withTexts(category), [first.id]: 'conv-7f3a' };
      const refused = await call('POST', path, both);
      expect(refused.body.errors).toMatchObject([{ pointer: `/${first.id}` }]);
      expect((await call('POST', path, [both])).body.errors).toMatchObject([
        { pointer: `/0/${first.id}` },
      ]);
      for (const bad of ['', ' 4711', 'x'.repeat(1_025), 'a\u200bb'])
        expect(
          (await call('POST', path, { ...withTexts(category), [first.external]: bad })).body.errors,
        ).toMatchObject([{ pointer: `/${first.external}` }]);
    });

    test('has no record of a conversation after the conversation was erased by its external id', async () => {
      expect((await call('POST', path, withTexts(category))).status).toBe(201);
      const sought = { conversation_external_id: external };
      const { body: preview } = await call('POST', '/v1/subjects/preview', sought);
      const countIn = (id: string) =>
        preview.categories.find((each: { category: string }) => each.category === id).count;
      expect(countIn(category.id)).toBeGreaterThan(0);
      const erased = await call('POST', '/v1/erasures', { scope: sought, confirm: true });
      expect(erased.body.status).toBe('complete');
      expect(erased.body.asked_by).toEqual(['conversation_external_id']);
      const left = (await dump()).filter(({ ref }) => !ref.collection.startsWith('erasure'));
      expect(JSON.stringify(left.map(({ data }) => data['conversation_id'] ?? null))).not.toContain(
        await idOf(external),
      );
      const again = await call('POST', `/v1/erasures/${erased.body.id}/recheck`, {
        ...sought,
        salt: erased.body.salt,
      });
      expect([again.status, again.body.absent]).toEqual([200, true]);
    });
  },
);

describe.each(
  created.filter(({ correctable }) => correctable).map((each) => [each.id, each] as const),
)('a correction in %s', (_id, category) => {
  const path = `/v1/${category.path}`;
  const named = externalFields(category);

  test('can name another conversation by an external id; if it names a conversation id, the stored external id is removed', async () => {
    const { id } = (await call('POST', path, withTexts(category))).body;
    for (const each of named) {
      const moved = await call('PATCH', `${path}/${id}`, { [each.external]: 'psid 4712' });
      expect(moved.body).toMatchObject({
        [each.id]: await idOf('psid 4712'),
        [each.external]: 'psid 4712',
      });
      const plain = await call('PATCH', `${path}/${id}`, { [each.id]: 'c-2' });
      expect(plain.body).toMatchObject({ [each.id]: 'c-2' });
      expect(plain.body).not.toHaveProperty(each.external);
    }
  });
});

test('messages with the same external id form one conversation, which URLs name by its conversation id', async () => {
  const message = { conversation_external_id: external, author: 'customer', text: 'Grüß Gott' };
  await call('POST', '/v1/chat-messages', [message, message]);
  const id = await idOf(external);
  const subject = await call('PUT', `/v1/conversations/${id}/subject`, { email: 'a@example.org' });
  expect(subject.status).toBe(201);
  const { body } = await call('GET', `/v1/conversations/${id}/messages`);
  expect(body.items).toHaveLength(2);
  expect((await call('GET', `/v1/chat-messages?conversation_id=${id}`)).body.items).toHaveLength(2);
  expect((await call('DELETE', `/v1/conversations/${id}`)).status).toBe(204);
  expect((await call('GET', '/v1/conversations')).body.items).toEqual([]);
});

test('PUT with the same external id finds the session and the variable again', async () => {
  for (const path of ['messenger-sessions', 'variables']) {
    const category = created.find((each) => each.path === path);
    if (category === undefined) throw new Error(path);
    expect((await call('PUT', `/v1/${path}`, withTexts(category))).status).toBe(201);
    expect((await call('PUT', `/v1/${path}`, withTexts(category))).status).toBe(200);
  }
  const other = categories.find(({ id }) => id === 'variables');
  if (other === undefined) throw new Error('variables');
  expect((await call('PUT', '/v1/variables', withTexts(other, 'another'))).status).toBe(201);
});

test('a coupon can be given to a customer in a conversation that an external id identifies', async () => {
  const pool = { name: 'Herbst', kind: 'coupon', policy: 'once' };
  const { id } = (await call('POST', '/v1/coupon-pools', pool)).body;
  await fixture.apps.coupons.request(`/v1/coupon-pools/${id}/codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
    body: 'A-1\nA-2',
  });
  const writer = await fixture.newKey(['coupon_codes:write']);
  const asked = { email: 'anna@example.org', conversation_external_id: external };
  const given = await call('POST', `/v1/coupon-pools/${id}/emit`, asked, writer);
  expect([given.status, given.body]).toEqual([
    201,
    expect.objectContaining({ ...asked, conversation_id: await idOf(external) }),
  ]);
  // With a key that may only write, the answer does not show in which conversation the customer got
  // the coupon.
  const other = { ...asked, conversation_external_id: 'another' };
  const again = await call('POST', `/v1/coupon-pools/${id}/emit`, other, writer);
  expect(again.body).not.toHaveProperty('conversation_id');
});

test('a device token for an external id gives access to the variables of this conversation only', async () => {
  const category = categories.find(({ id }) => id === 'variables');
  if (category === undefined) throw new Error('variables');
  await call('POST', '/v1/variables', withTexts(category));
  await call('POST', '/v1/variables', withTexts(category, 'another'));
  const asked = { instance_external_id: external, purpose: 'variables' };
  const { token } = (await call('POST', '/v1/device-tokens', asked)).body;
  const own = await call('GET', '/v1/own-variables', undefined, token);
  expect(own.body.items).toMatchObject([{ instance_id: await idOf(external) }]);
  const variable = { experience_id: 'e', name: 'n', value: 1, instance_external_id: 'another' };
  expect((await call('PUT', '/v1/own-variables', variable, token)).status).toBe(422);
  const both = { ...asked, instance_id: 'c-1' };
  expect((await call('POST', '/v1/device-tokens', both)).status).toBe(422);
});
