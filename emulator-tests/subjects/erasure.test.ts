import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { type Stored, storedIn } from '../harness/stored-state.ts';
import { findValues } from '../production-rules/find-values.ts';

const stack = useStack('demo-subjects');
const clock = createTestClock();

const anna = {
  email: 'Annegret.Kastanienbaum@example.org',
  phone: '+49 30 23125 871',
  external_id: 'psid-kastanienbaum',
};
const bert = { email: 'bert@example.org', phone: '+49 30 23125 872', external_id: 'psid-bert' };

/**
 * The test does not compare these collections. The erasure itself leaves documents in them, or any
 * request may change them.
 */
const passing = new Set(['erasures', 'idempotency_marks', 'api_key_uses', 'data_keys']);

const kept = (state: readonly Stored[]) =>
  new Map(
    state
      .filter(({ collection }) => !passing.has(collection))
      .map((each) => [`${each.collection}/${each.id}`, each.fields]),
  );

test('an erasure over HTTP with the function’s own grants deletes all data of a person, and no data of others', async () => {
  const instance = createInstance(stack(), { now: clock.now });
  const key = await storeKey(instance, clock.now, 'acme');
  const { chat, customers, subjects } = instance;
  const appOf: typeof instance.appOf = (service) => instance.appOf(service);
  const asks = callerOf(subjects, key);
  const post = async (target: Parameters<typeof callerOf>[0], path: string, body: unknown) => {
    clock.advance(microsPerSecond);
    const { status, body: answer } = await callerOf(target, key)('POST', path, body, {
      'idempotency-key': `${path}-${clock.now()}`,
    });
    expect([path, status]).toEqual([path, expect.toBeOneOf([200, 201])]);
    return answer;
  };
  const pool = { name: 'herbst', kind: 'coupon', policy: 'weekly' };
  const { id: poolId } = await post(appOf('coupons'), '/v1/coupon-pools', pool);
  const csv = { 'content-type': 'text/csv' };
  await callerOf(appOf('coupons'), key)(
    'POST',
    `/v1/coupon-pools/${poolId}/codes`,
    'A-1\nA-2\nA-3',
    csv,
  );
  const raffle = { name: 'Sommer', policy: 'once' };
  const { id: raffle_id } = await post(appOf('raffles'), '/v1/raffles', raffle);

  const live = async ({ email, phone, external_id }: typeof anna, conversation_id: string) => {
    const words = { conversation_id, author: 'customer', text: `Hier ist ${email}` };
    await post(chat, '/v1/chat-messages', [words, words]);
    await post(appOf('nlu'), '/v1/nlu-messages', { conversation_id, text: email });
    const session = { channel: 'facebook', external_id, conversation_id, state: { step: 1 } };
    await post(appOf('messenger'), '/v1/messenger-sessions', session);
    await post(customers, '/v1/customers', { email, authenticated_by: 'sso', conversation_id });
    const sms = { type: 'sms', phone, conversation_id };
    await post(appOf('consents'), '/v1/marketing-consents', sms);
    await post(appOf('coupons'), `/v1/coupon-pools/${poolId}/emit`, { email });
    const earning = { email, coins: 10, reason: 'visit' };
    await post(appOf('loyalty'), '/v1/loyalty-transactions', earning);
    const redemption = { email, coins: 2, reward_id: 'mug', phone };
    await post(appOf('loyalty'), '/v1/loyalty-redemptions', redemption);
    const entry = { raffle_id, email, phone };
    await post(appOf('raffles'), '/v1/raffle-participations', entry);
  };
  await live(bert, 'c-bert');
  const his = [...kept(await stack().readState()).keys()];
  await live(anna, 'c-anna');
  await post(appOf('raffles'), `/v1/raffles/${raffle_id}/draws`, { count: 2 });

  const before = kept(await stack().readState());
  const preview = await asks('POST', '/v1/subjects/preview', anna);
  expect(preview.status).toBe(200);
  const found = preview.body['categories'] as { category: string; count: number }[];
  expect(found.filter(({ count }) => count > 0)).toHaveLength(9);
  const erasure = { scope: { subject: anna }, plan: preview.body['plan'], confirm: true };
  const erased = await asks('POST', '/v1/erasures', erasure, { 'idempotency-key': 'once' });
  expect([erased.status, erased.body['status']]).toEqual([200, 'complete']);
  const again = await asks('POST', '/v1/erasures', erasure, { 'idempotency-key': 'once' });
  expect([again.status, again.body]).toEqual([200, { ...erased.body, salt: null }]);

  expect(findValues(await stack().exportRaw(), Object.values(anna))).toEqual([]);
  const state = await stack().readState();
  const after = kept(state);
  for (const path of his) expect(after.get(path)).toEqual(before.get(path));
  expect(storedIn(state, 'raffle_winners')).toHaveLength(1);
  expect(storedIn(state, 'chat_messages')).toHaveLength(2);
  expect(storedIn(state, 'conversation_heads')).toHaveLength(1);
  const left = await asks('POST', '/v1/subjects/preview', anna);
  const counts = (left.body['categories'] as { count: number }[]).map(({ count }) => count);
  expect(Math.max(...counts)).toBe(0);
});
