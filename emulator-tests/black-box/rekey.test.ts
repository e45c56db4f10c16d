import { expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { lookupSecrets } from '#shared/vault/collections.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, createTenant } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';

const stack = useStack('demo-rekey');

/** A hash that no value has under the present rules. */
const outdated = `$2b$04$${'a'.repeat(53)}`;

test('a customer with an outdated lookup hash is found only after a run of rekey, which also changes the conversation’s link', async () => {
  const clock = createTestClock();
  const instance = createInstance(stack(), clock);
  const { customers: call } = await createTenant(instance, clock.now, 'acme');
  const sent = { authenticated_by: 'sso', conversation_id: 'c1' };
  const { body } = await call('POST', '/v1/customers', { ...sent, email: 'Anna@bücher.example' });
  const ref = { tenant: 'acme', collection: customers.id, id: body.id };
  const secrets = { tenant: 'acme', collection: lookupSecrets.id, id: 'current' };
  const link = { ...ref, collection: 'conversation_links', id: `${body.id}.email` };
  await instance.store.commit([
    { kind: 'update', ref, data: { email_bcrypt: outdated } },
    { kind: 'update', ref: link, data: { lookup: outdated } },
  ]);
  await instance.store.commit([{ kind: 'update', ref: secrets, data: { normaliser: 1 } }]);
  const spelling = { email: 'anna@xn--bcher-kva.example' };
  const find = async () => (await call('POST', '/v1/customers/search', spelling)).body.items;
  expect(await find()).toEqual([]);
  expect(await instance.rekey()).toMatchObject({
    complete: true,
    failed: 0,
    tenants: 1,
    rehashed: 1,
  });
  expect(await find()).toMatchObject([{ id: body.id }]);
  const [stored, linked] = await instance.store.getAll([ref, link]);
  expect(linked?.data['lookup']).toBe(stored?.data['email_bcrypt']);
  expect(await instance.rekey()).toMatchObject({ complete: true, tenants: 0, seen: 0 });
});
