import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Call, callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { expectStatuses } from '../harness/expect-statuses.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';
import type { Operation } from '../production-rules/operation.ts';

const stack = useStack('demo-coupons');
const clock = createTestClock();
let instances: readonly [Instance, Instance];

beforeAll(() => {
  const create = () => createInstance(stack(), { now: clock.now });
  instances = [create(), create()];
});

/**
 * Returns two functions that send a tenant's requests to `coupons`. Each function uses its own
 * instance of the app. The two instances share only the databases and the key service.
 */
async function callsOf(tenant: string): Promise<readonly [Call, Call]> {
  const key = await storeKey(instances[0], clock.now, tenant);
  const [one, other] = instances;
  return [callerOf(one.appOf('coupons'), key), callerOf(other.appOf('coupons'), key)];
}

const csv = { 'content-type': 'text/csv' };
const described = { name: 'herbst', kind: 'coupon', policy: 'once', low_stock: 10 };

async function newPool(call: Call, codes: readonly string[], changes: object = {}) {
  const created = await call('POST', '/v1/coupon-pools', { ...described, ...changes });
  expect(created.status).toBe(201);
  const path = `/v1/coupon-pools/${created.body.id}`;
  const loaded = await call('POST', `${path}/codes`, codes.join('\n'), csv);
  expect(loaded.body).toMatchObject({ loaded: codes.length, used: 0, left: codes.length });
  return path;
}

function codesOf(count: number, prefix = 'HERBST'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}

async function figuresOf(call: Call, path: string) {
  const { body } = await call('GET', '/v1/coupon-pools');
  return body.items.find(({ id }) => path.endsWith(id));
}

async function operationsOf(work: () => Promise<unknown>): Promise<Operation[]> {
  const before = stack().proxy.operations().length;
  await work();
  return stack().proxy.operations().slice(before);
}

function commitsIn(operations: readonly Operation[]) {
  const commits = operations.filter(
    ({ method, database }) => method === 'Commit' && database === 'mayfly',
  );
  return { all: commits.length, refused: commits.filter(({ status }) => status !== 0).length };
}

/**
 * Requests coupons for different customers, all at the same time. Each instance gets the same share
 * of the requests.
 */
function askAtOnce(calls: readonly Call[], path: string, count: number): Promise<Answer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => {
      const call = calls[index % calls.length] ?? calls[0];
      if (call === undefined) throw new Error('there is no instance for the request');
      return call('POST', `${path}/emit`, { email: `kundin-${index}@example.org` });
    }),
  );
}

test('100 simultaneous emissions through one instance give 100 different coupons, and no commit is refused', async () => {
  const [call, other] = await callsOf('at-once');
  const codes = codesOf(300);
  const path = await newPool(call, codes);
  // These two requests make the keys and lookup secrets, so that the hundred requests need not make
  // any. The instance that is not measured sends first. Otherwise it could use a code that the
  // measured instance already keeps as a spare.
  await other('POST', `${path}/emit`, { email: 'warm-too@example.org' });
  await call('POST', `${path}/emit`, { email: 'warm@example.org' });
  let answers: Answer[] = [];
  const operations = await operationsOf(async () => {
    answers = await askAtOnce([call], path, 100);
  });
  expectStatuses(answers, 201);
  const given = answers.map(({ body }) => body.code);
  expect(new Set(given).size).toBe(100);
  expect(codes).toEqual(expect.arrayContaining(given));
  expect(commitsIn(operations)).toEqual({ all: 100, refused: 0 });
  expect(await figuresOf(other, path)).toMatchObject({ used: 102, left: 198, low: false });
});

test('100 simultaneous emissions through two instances from a pool of 60 give 60 coupons and 40 refusals', async () => {
  const [call, other] = await callsOf('emptied');
  const path = await newPool(call, codesOf(60), { low_stock: 0 });
  const answers = await askAtOnce([call, other], path, 100);
  const given = answers.filter(({ status }) => status === 201);
  expect(new Set(given.map(({ body }) => body.code)).size).toBe(60);
  const told = answers.filter(({ status }) => status !== 201);
  expect(told.map(({ status, body }) => [status, body.code])).toEqual(
    told.map(() => [409, 'pool-empty']),
  );
  expect(await figuresOf(call, path)).toMatchObject({ used: 60, left: 0, low: true });
});

test('50 simultaneous requests through two instances redeem a code only once', async () => {
  const calls = await callsOf('handed-in');
  const path = await newPool(calls[0], codesOf(3), { kind: 'code', policy: 'unrestricted' });
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      calls[index % 2 === 0 ? 0 : 1]('POST', `${path}/redeem`, {
        code: 'HERBST-1',
        email: `kunde-${index}@example.org`,
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['code-redeemed']));
});

test('two simultaneous uploads of the same file add its codes only once', async () => {
  const calls = await callsOf('loads');
  const { body: pool } = await calls[0]('POST', '/v1/coupon-pools', described);
  const text = codesOf(600).join('\n');
  const answers = await Promise.all(
    calls.map((call) => call('POST', `/v1/coupon-pools/${pool.id}/codes`, text, csv)),
  );
  expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([201, 422]));
  const state = await stack().readState();
  const stock = storedIn(state, 'coupon_stock').filter(({ tenant }) => tenant === 'loads');
  expect(stock).toHaveLength(600);
  expect(storedIn(state, 'coupon_packs')).toEqual([]);
});

test('a dry run of an upload reports the content of the file, and changes nothing in any database', async () => {
  const [call] = await callsOf('trial');
  const path = await newPool(call, codesOf(600));
  await call('POST', `${path}/emit`, { email: 'anna@example.org' });
  const before = await stack().readState();
  const text = [...codesOf(3, 'WINTER'), 'HERBST-7', 'WINTER-1', 'WINTER-8;5'].join('\n');
  const tried = await call('POST', `${path}/codes?dry_run=true`, text, csv);
  expect([tried.status, tried.body]).toMatchObject([
    200,
    {
      first_codes: codesOf(3, 'WINTER'),
      count: 3,
      duplicates: 2,
      errors: [{ line: 4 }, { line: 5 }, { line: 6 }],
      errors_total: 3,
    },
  ]);
  expect(await stack().readState()).toEqual(before);
});

test('50 simultaneous requests with five spellings redeem a code only once, if the pool ignores case, spaces and dashes', async () => {
  const calls = await callsOf('folding');
  const options = { kind: 'code', policy: 'unrestricted', fold: true };
  const path = await newPool(calls[0], codesOf(3), options);
  const spellings = ['HERBST-1', 'herbst1', 'Herbst 1', 'herbst–1', 'HERBST 1'];
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      calls[index % 2 === 0 ? 0 : 1]('POST', `${path}/redeem`, {
        code: spellings[index % spellings.length],
        email: `kunde-${index}@example.org`,
      }),
    ),
  );
  const taken = answers.filter(({ status }) => status === 201);
  expect(taken.map(({ body }) => body.code)).toEqual(['HERBST-1']);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['code-redeemed']));
});

describe('if no other request runs at the same time, a request costs', () => {
  let call: Call;
  let other: Call;
  /**
   * The first commit writes to the ledger in `mayfly-keys`. The second commit marks the code as
   * used.
   */
  const rememberedUse = ['Commit', 'Commit'];
  const methodsOf = async (work: () => Promise<Answer>, status: number) => {
    const operations = await operationsOf(async () => {
      expect((await work()).status).toBe(status);
    });
    expect(operations.filter(({ transaction }) => transaction)).toEqual([]);
    return operations.map(({ method }) => method);
  };
  const emit = (through: Call, path: string, email: string) => () =>
    through('POST', `${path}/emit`, { email });

  beforeAll(async () => {
    [call, other] = await callsOf('costs');
    // With these requests both instances load the tenant's keys and secrets before the tests count
    // calls.
    const path = await newPool(call, codesOf(4));
    await emit(call, path, 'warm@example.org')();
    await emit(other, path, 'warm-too@example.org')();
    const codes = await newPool(call, codesOf(4), { kind: 'code' });
    await other('POST', `${codes}/redeem`, { code: 'HERBST-0', email: 'warm@example.org' });
  });

  test('two reads and two commits, if the instance has not used the pool of coupons before', async () => {
    for (const count of [1, 400]) {
      const path = await newPool(call, codesOf(count));
      expect(await methodsOf(emit(other, path, 'anna@example.org'), 201)).toEqual([
        'BatchGetDocuments',
        'RunQuery',
        ...rememberedUse,
      ]);
    }
  });

  test('one read and two commits, if the instance has used the pool before; two reads, if the customer gets the same coupon again', async () => {
    const path = await newPool(call, codesOf(400));
    await emit(call, path, 'first@example.org')();
    const reads = ['BatchGetDocuments', 'BatchGetDocuments'];
    expect(await methodsOf(emit(call, path, 'anna@example.org'), 201)).toEqual([
      'BatchGetDocuments',
      ...rememberedUse,
    ]);
    expect(await methodsOf(emit(call, path, 'ANNA@example.org'), 200)).toEqual(reads);
  });

  test('one read and two commits to redeem a code', async () => {
    const path = await newPool(call, codesOf(4), { kind: 'code' });
    const body = { code: 'HERBST-2', email: 'anna@example.org' };
    expect(await methodsOf(() => other('POST', `${path}/redeem`, body), 201)).toEqual([
      'BatchGetDocuments',
      ...rememberedUse,
    ]);
  });
});
