import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { customers } from '#shared/categories/customers.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { categories } from '#shared/categories/registry.ts';
import { retentionDays } from '#shared/settings/retention.ts';
import { createPerson } from '../../infra/local/demo/demo-people.ts';
import { demoTenants } from '../../infra/local/demo/demo-tenants.ts';
import { planDemo } from '../../infra/local/demo/plan-demo.ts';
import { createSeededRandom } from '../../infra/local/demo/seeded-random.ts';
import { call } from './call-stack.ts';
import { type RunningStack, startStackWithDemo } from './run-stack.ts';

const dayMs = 86_400_000;
const nowMs = Date.parse('2026-03-29T01:30:00Z');

test.each(demoTenants.map((tenant) => [tenant.id, tenant] as const))(
  'every record of %s was created in the past and has not expired, and messages are in order of time',
  (_id, tenant) => {
    const plan = planDemo(tenant, 1, nowMs);
    for (const { messages } of plan.conversations) {
      const times = messages.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const atMs of times) {
        expect(atMs).toBeLessThan(nowMs);
        expect(atMs + retentionDays(chatMessages, {}) * dayMs).toBeGreaterThan(nowMs);
      }
      for (const { text } of messages) expect(text).not.toMatch(/[{}]|undefined/);
    }
    for (const { atMs } of plan.customers) {
      expect(atMs).toBeLessThan(nowMs);
      expect(atMs + retentionDays(customers, {}) * dayMs).toBeGreaterThan(nowMs);
    }
    for (const { path, atMs } of [...plan.others, ...plan.redemptions]) {
      const category = categories.find((each) => `${path}/`.startsWith(`/v1/${each.path}/`));
      const state = { status: 'confirmed' };
      expect(category).toBeDefined();
      expect(atMs).toBeLessThan(nowMs);
      if (category !== undefined)
        expect(atMs + retentionDays(category, state) * dayMs).toBeGreaterThan(nowMs);
    }
    for (const { pool, codes, claims } of plan.pools) {
      expect(new Set(codes).size).toBe(codes.length);
      expect(claims.length).toBeLessThan(codes.length);
      const times = claims.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const atMs of times) {
        expect(atMs).toBeLessThan(nowMs);
        expect(atMs + retentionDays(couponCodes, pool) * dayMs).toBeGreaterThan(nowMs);
      }
    }
    for (const { body, participations, draw } of plan.raffles)
      for (const { atMs } of participations) {
        expect(atMs).toBeLessThan(Math.min(nowMs, Date.parse(String(body['ends_at']))));
        expect(atMs).toBeLessThan(draw?.atMs ?? nowMs);
        expect(atMs + retentionDays(raffleParticipations, {}) * dayMs).toBeGreaterThan(nowMs);
      }
  },
);

test('in every tenant some messages expire on each of the next seven days', () => {
  for (const tenant of demoTenants) {
    const plan = planDemo(tenant, 1, nowMs);
    const ages = plan.conversations.flatMap(({ messages }) => messages.map(({ atMs }) => atMs));
    const days = new Set(ages.map((atMs) => Math.floor((atMs + 7 * dayMs - nowMs) / dayMs)));
    expect([...days].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  }
});

test.each(['2026-03-29T00:05:00Z', '2026-11-23T15:40:00Z', '2027-02-28T23:55:00Z'])(
  'at %s, some records of the first tenant expire on each of the next 29 days',
  (seenAt) => {
    const seenMs = Date.parse(seenAt);
    const plan = planDemo(demoTenants[0], 1, seenMs);
    const today = Math.floor(seenMs / dayMs);
    const expiries = [
      ...plan.customers.map(({ atMs }) => atMs + retentionDays(customers, {}) * dayMs),
      ...plan.conversations.flatMap(({ messages }) =>
        messages.map(({ atMs }) => atMs + retentionDays(chatMessages, {}) * dayMs),
      ),
    ];
    const days = new Set(expiries.map((atMs) => Math.floor(atMs / dayMs) - today));
    for (let day = 1; day < 30; day += 1) expect(days).toContain(day);
  },
);

test.each(demoTenants.map((tenant) => [tenant.id, tenant] as const))(
  'in %s each redemption costs at most the coins that the person earned before, and some people redeem coins',
  (_id, tenant) => {
    const { others, redemptions } = planDemo(tenant, 1, nowMs);
    const earnings = others.filter(({ path }) => path === '/v1/loyalty-transactions');
    expect(redemptions.length).toBeGreaterThan(tenant.active / 4);
    for (const { body, atMs } of redemptions) {
      const before = earnings.filter((each) => each.body['email'] === body['email']);
      const coins = before.map((each) => (each.atMs < atMs ? Number(each.body['coins']) : 0));
      const sum = coins.reduce((total, each) => total + each, 0);
      expect(sum).toBeGreaterThanOrEqual(Number(body['coins']));
    }
  },
);

test('the same seed gives the same data with new ids', () => {
  const [first, again] = [1, 1].map((seed) => planDemo(demoTenants[0], seed, nowMs));
  expect(again?.customers).toEqual(first?.customers);
  const texts = (plan: typeof first) =>
    plan?.conversations.map(({ messages }) => messages.map(({ text }) => text));
  expect(texts(again)).toEqual(texts(first));
  expect(again?.conversations[0]?.id).not.toBe(first?.conversations[0]?.id);
});

test('all email addresses and phone numbers are reserved for examples', () => {
  const random = createSeededRandom(3);
  const people = Array.from({ length: 400 }, (_, number) => createPerson(number, random));
  expect(new Set(people.map(({ email }) => email)).size).toBe(400);
  for (const { email, phone } of people) {
    expect(email).toMatch(/^[a-z]+\.[a-z-]+@example\.(com|org)$/);
    expect(phone).toMatch(/^\+49 (30 23125|69 90009|40 66969|221 4710|89 99998) \d{3}$/);
  }
});

describe('a stack with the demo', () => {
  let stack: RunningStack;
  let startedMs: number;

  beforeAll(async () => {
    startedMs = Date.now();
    stack = await startStackWithDemo();
  });

  afterAll(() => void stack?.child.kill('SIGKILL'));

  test('shows the demo through the API, and none of its customers and chat messages has expired', async () => {
    const { api_key, second_tenant_api_key } = stack.description;
    for (const { id, conversations, customers: count } of demoTenants) {
      const storage = await call(stack, 'GET', `/_local/as/${id}/v1/tenant/storage`);
      const byId = new Map<string, { live: number; overdue: number }>(
        storage.body.categories.map((category: { id: string }) => [category.id, category]),
      );
      expect(byId.get('customers')).toMatchObject({ live: count, overdue: 0 });
      expect(byId.get('chat_messages')?.live).toBeGreaterThan(conversations);
      expect(byId.get('chat_messages')?.overdue).toBe(0);
      const key = id === demoTenants[0].id ? api_key : second_tenant_api_key;
      const [path, headers] = ['/v1/coupon-pools', { authorization: `Bearer ${key}` }];
      const { body: pools } = await call(stack, 'GET', path, undefined, headers);
      const figures: readonly { used: number; low: boolean }[] = pools.items;
      expect(new Set(figures.map(({ low }) => low))).toEqual(new Set([false, true]));
      const used = figures.reduce((sum, pool) => sum + pool.used, 0);
      expect(used).toBeGreaterThan(1);
      expect(byId.get('coupon_codes')?.live).toBe(used);
      expect(byId.get('loyalty_redemptions')?.live).toBeGreaterThan(0);
    }
    const summary = (await call(stack, 'GET', '/v1/nlu-messages/summary')).body;
    expect(summary.total.reviewed).toBeGreaterThan(summary.total.right);
    expect(summary.items.length).toBeGreaterThan(3);
    for (const status of ['confirmed', 'withdrawn', 'pending']) {
      const { body } = await call(stack, 'GET', `/v1/marketing-consents?status=${status}`);
      expect(body.items.length).toBeGreaterThan(0);
    }
    const people: { id: string }[] = (await call(stack, 'GET', '/v1/customers?limit=200')).body
      .items;
    const histories = await Promise.all(
      people.map(async ({ id }) => (await call(stack, 'GET', `/v1/customers/${id}/history`)).body),
    );
    expect(histories.some(({ values }) => values.ort?.[0].value === 'Koblenz')).toBe(true);
    const heads = (await call(stack, 'GET', '/v1/conversations?limit=200')).body.items;
    expect(heads).toHaveLength(demoTenants[0].conversations);
    const messages = await call(stack, 'GET', `/v1/conversations/${heads[0].id}/messages`);
    expect(messages.body.items).toHaveLength(heads[0].messages);
    const raffles = (await call(stack, 'GET', '/v1/raffles')).body.items;
    const drawn = await Promise.all(
      raffles.map(async ({ id }: { id: string }) => {
        const draws = (await call(stack, 'GET', `/v1/raffles/${id}/draws`)).body.items;
        return draws.flatMap(({ winners }: { winners: object[] }) => winners).length;
      }),
    );
    expect(drawn.toSorted((left, right) => left - right)).toEqual([0, 3]);
  });

  test('has requests of persons in all four states, a receipt, and a restricted record', async () => {
    for (const state of ['open', 'due_soon', 'overdue', 'completed']) {
      const { body } = await call(stack, 'GET', `/v1/requests?state=${state}`);
      expect([state, body.items.length > 0]).toEqual([state, true]);
    }
    const { body: erasures } = await call(stack, 'GET', '/v1/erasures');
    const receipt = await call(stack, 'GET', `/v1/erasures/${erasures.items[0].id}/receipt`);
    expect(receipt.status).toBe(200);
    expect((await call(stack, 'GET', '/v1/runtime-log/restricted')).body.items).toHaveLength(1);
  });

  test('has no record that expired before the start, so the first purge finds only records that have expired since the start', async () => {
    const { body } = await call(stack, 'POST', '/_local/scheduler/purge/run');
    expect(body).toMatchObject({ status: 200, body: { complete: true, failed: 0 } });
    const sinceStart = (Date.now() - startedMs) / 1_000;
    expect(body.body.oldest_overdue_seconds ?? 0).toBeLessThanOrEqual(sinceStart);
    const log = readFileSync(join(stack.localDir, 'stack.log'), 'utf8').trim().split('\n');
    const lines = log.map((line) => JSON.parse(line) as { message: string; severity: string });
    expect(lines.filter(({ message }) => message === 'purge')).not.toEqual([]);
    // The demo contains an overdue request on purpose. If the erase sweep has already run, it has
    // logged this request.
    const expected = 'requests of persons are overdue';
    const errors = lines.filter(({ severity }) => severity === 'ERROR');
    expect(errors.filter(({ message }) => message !== expected)).toEqual([]);
  });
});
