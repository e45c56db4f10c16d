import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { callerOf } from '../../harness/caller.ts';
import type { TestClock } from '../../harness/clock.ts';
import { type Instance, storeKey } from '../../harness/instance.ts';

export type Person = {
  readonly email: string;
  readonly phone: string;
  readonly external_id: string;
};

export const anna: Person = {
  email: 'annegret.kastanienbaum@example.org',
  phone: '+49 30 23125 871',
  external_id: 'psid-kastanienbaum',
};
export const bert: Person = {
  email: 'bert@example.org',
  phone: '+49 30 23125 872',
  external_id: 'psid-bert',
};

/** With this number of records, an erasure needs several commits. */
const messageCount = 120;

/** Stores data of two people in a tenant. @returns an API key that has every scope */
export async function fillTenant(
  instance: Instance,
  clock: TestClock,
  tenant: string,
): Promise<string> {
  const key = await storeKey(instance, clock.now, tenant);
  const post = async (target: Parameters<typeof callerOf>[0], path: string, body: unknown) => {
    clock.advance(1_000);
    const headers = { 'idempotency-key': randomBytes(8).toString('hex') };
    const answer = await callerOf(target, key)('POST', path, body, headers);
    expect([path, answer.status]).toEqual([path, expect.toBeOneOf([200, 201])]);
    return answer.body;
  };
  const { chat, customers } = instance;
  const [coupons, raffles] = [instance.appOf('coupons'), instance.appOf('raffles')];
  const pool = await post(coupons, '/v1/coupon-pools', {
    name: 'herbst',
    kind: 'coupon',
    policy: 'weekly',
  });
  const csv = { 'content-type': 'text/csv' };
  await callerOf(coupons, key)('POST', `/v1/coupon-pools/${pool.id}/codes`, 'A-1\nA-2\nA-3', csv);
  const raffle = await post(raffles, '/v1/raffles', { name: 'Sommer', policy: 'once' });
  for (const [name, { email, phone, external_id }] of Object.entries({ anna, bert })) {
    const conversation_id = `c-${name}`;
    const words = { conversation_id, author: 'customer', text: `Hier ist ${email}` };
    const count = name === 'anna' ? messageCount : 3;
    await post(
      chat,
      '/v1/chat-messages',
      Array.from({ length: count }, () => words),
    );
    const session = { channel: 'facebook', external_id, conversation_id, state: { step: 1 } };
    await post(instance.appOf('messenger'), '/v1/messenger-sessions', session);
    await post(customers, '/v1/customers', { email, authenticated_by: 'sso', conversation_id });
    const consent = { type: 'sms', phone, conversation_id };
    await post(instance.appOf('consents'), '/v1/marketing-consents', consent);
    await post(coupons, `/v1/coupon-pools/${pool.id}/emit`, { email });
    await post(instance.appOf('loyalty'), '/v1/loyalty-transactions', {
      email,
      coins: 10,
      reason: 'visit',
    });
    await post(raffles, '/v1/raffle-participations', { raffle_id: raffle.id, email, phone });
  }
  await post(raffles, `/v1/raffles/${raffle.id}/draws`, { count: 2 });
  return key;
}
