import { beforeAll, describe, expect, test } from 'vitest';
import { type Body, type Call, callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { expectStatuses } from '../harness/expect-statuses.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';
import type { Operation } from '../production-rules/operation.ts';

const stack = useStack('demo-raffles');
const clock = createTestClock();
let instances: readonly [Instance, Instance];

beforeAll(() => {
  const create = () => createInstance(stack(), clock);
  instances = [create(), create()];
});

/**
 * Returns two functions that send a tenant's requests to `raffles`. Each function uses its own
 * instance of the app. The two instances share only the databases and the key service.
 */
async function callsOf(tenant: string): Promise<readonly [Call, Call]> {
  const key = await storeKey(instances[0], clock.now, tenant);
  return [
    callerOf(instances[0].appOf('raffles'), key),
    callerOf(instances[1].appOf('raffles'), key),
  ];
}

async function openRaffle(call: Call, body: object = {}): Promise<string> {
  const answer = await call('POST', '/v1/raffles', { name: 'Sommer', policy: 'once', ...body });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

/** Creates participants in batches of 100, because one request may contain at most 100 emails. */
async function fill(call: Call, raffle: string, count: number): Promise<Body[]> {
  const created: Body[] = [];
  for (let from = 0; from < count; from += 100) {
    const batch = Array.from({ length: Math.min(100, count - from) }, (_, at) => ({
      raffle_id: raffle,
      email: `kundin-${from + at}@example.org`,
      firstname: `Kundin ${from + at}`,
    }));
    const answer = await call('POST', '/v1/raffle-participations', batch);
    expect(answer.status).toBe(201);
    created.push(...answer.body.items);
  }
  return created;
}

const winnersOf = (body: Body) => body['winners'] as readonly Body[];

async function storedOf(tenant: string, collection: string) {
  return storedIn(await stack().readState(), collection).filter((one) => one.tenant === tenant);
}

test('if a person takes part 100 times at the same time through two instances, one participation is stored', async () => {
  const calls = await callsOf('once');
  const raffle = await openRaffle(calls[0], { policy: 'daily' });
  const body = { raffle_id: raffle, email: 'anna@example.org' };
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      (at % 2 === 0 ? calls[0] : calls[1])('POST', '/v1/raffle-participations', body),
    ),
  );
  const created = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 409);
  expect([created.length, refused.length]).toEqual([1, 99]);
  expect(new Set(refused.map((each) => each.body.code))).toEqual(
    new Set(['already-participating']),
  );
  expect(await storedOf('once', 'raffle_participations')).toHaveLength(1);
});

test('simultaneous draws choose nobody twice; participants who are deleted meanwhile do not remain winners', async () => {
  const calls = await callsOf('draws');
  const raffle = await openRaffle(calls[0]);
  const entries = await fill(calls[0], raffle, 100);
  const draw = (at: number) =>
    (at % 2 === 0 ? calls[0] : calls[1])('POST', `/v1/raffles/${raffle}/draws`, { count: 6 });
  const [draws, deletions] = await Promise.all([
    Promise.all([0, 1, 2, 3].map(draw)),
    Promise.all(
      entries.slice(0, 40).map(({ id }) => calls[1]('DELETE', `/v1/raffle-participations/${id}`)),
    ),
  ]);
  expectStatuses(draws, 201);
  expectStatuses(deletions, 204);
  const emails = draws.flatMap(({ body }) => winnersOf(body)).map(({ email }) => email);
  expect(emails).toHaveLength(24);
  expect(new Set(emails).size).toBe(24);
  const gone = new Set(entries.slice(0, 40).map(({ id }) => id));
  const { body } = await calls[0]('GET', `/v1/raffles/${raffle}/winners?limit=200`);
  expect(body.items.filter((each) => gone.has(String(each['participation_id'])))).toEqual([]);
  expect(await storedOf('draws', 'raffle_winners')).toHaveLength(body.items.length);
  const listed = await calls[1]('GET', `/v1/raffles/${raffle}/draws`);
  expect(listed.body.items.flatMap(winnersOf)).toHaveLength(body.items.length);
});

test('60 simultaneous participations in an instant win get all ten prizes, and none of them twice', async () => {
  const calls = await callsOf('instant');
  const prizes = [
    { id: 'mug', quantity: 9 },
    { id: 'car', quantity: 1 },
  ];
  const raffle = await openRaffle(calls[0], { kind: 'instant_win', chance: 1, prizes });
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      (at % 2 === 0 ? calls[0] : calls[1])('POST', '/v1/raffle-participations', {
        raffle_id: raffle,
        email: `person-${at}@example.org`,
      }),
    ),
  );
  expectStatuses(answers, 201);
  const given = answers.flatMap(({ body }) => (body['prize'] as string | undefined) ?? []);
  expect(given.toSorted()).toEqual(['car', ...Array.from({ length: 9 }, () => 'mug')]);
  const { body } = await calls[0]('GET', '/v1/raffles');
  expect(body.items[0]?.['prizes']).toEqual(
    prizes.map((each) => ({ ...each, awarded: each.quantity })),
  );
  expect(await storedOf('instant', 'raffle_winners')).toHaveLength(10);
});

describe('with the keys in memory', () => {
  let call: Call;
  let raffle: string;

  beforeAll(async () => {
    [call] = await callsOf('warm');
    raffle = await openRaffle(call);
    await fill(call, raffle, 100);
  });

  async function operationsOf(request: () => Promise<unknown>): Promise<Operation[]> {
    const before = stack().proxy.operations().length;
    await request();
    return stack().proxy.operations().slice(before);
  }

  test('a participation costs one read of its raffle and one commit', async () => {
    const body = { raffle_id: raffle, email: 'neu@example.org' };
    const operations = await operationsOf(() => call('POST', '/v1/raffle-participations', body));
    expect(operations).toEqual([
      expect.objectContaining({ method: 'BatchGetDocuments', collection: 'raffles', documents: 1 }),
      expect.objectContaining({ method: 'Commit', writes: 2, transaction: false }),
    ]);
  });

  test('a draw reads all entries with one query and the chosen entries with one call, and makes two commits to the database of records', async () => {
    const path = `/v1/raffles/${raffle}/draws`;
    const operations = await operationsOf(() => call('POST', path, { count: 10 }));
    const read = (collection: string, documents: number) =>
      expect.objectContaining({ method: 'BatchGetDocuments', collection, documents });
    const query = (collection: string, returned: number) =>
      expect.objectContaining({ method: 'RunQuery', collection, returned, transaction: false });
    const commit = (database: string, writes: number) =>
      expect.objectContaining({ method: 'Commit', database, writes, transaction: false });
    expect(operations).toEqual([
      read('raffles', 1),
      query('raffle_participations', 101),
      commit('mayfly', 2),
      // The first entry that a process writes to the manager log needs a data key.
      commit('mayfly-keys', 1),
      commit('mayfly-audit', 2),
      read('raffle_entrants', 1),
      read('raffle_participations', 10),
      read('raffle_winners', 10),
      commit('mayfly', 21),
      query('raffle_winners', 10),
    ]);
  });
});
