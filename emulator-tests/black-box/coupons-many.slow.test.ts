import { beforeAll, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { type Answer, type Call, callerOf } from '../harness/caller.ts';
import { expectStatuses } from '../harness/expect-statuses.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';

const stack = useStack('demo-many-coupons');
const codes = Array.from({ length: 10_000 }, (_, index) => `HERBST-${index}`);
let calls: readonly Call[];
let path: string;

/**
 * Requests coupons for different customers, all at the same time. Each instance gets the same share
 * of the requests.
 */
function askAtOnce(processes: number, count: number, round: string): Promise<Answer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => {
      const call = calls[index % processes];
      if (call === undefined) throw new Error('there is no instance for the request');
      return call('POST', `${path}/emit`, { email: `${round}-${index}@example.org` });
    }),
  );
}

/**
 * Returns the share of the commits that Firestore refused. Counts only commits to the database of
 * records.
 */
async function shareRetried(work: () => Promise<unknown>): Promise<number> {
  const before = stack().proxy.operations().length;
  await work();
  const commits = stack()
    .proxy.operations()
    .slice(before)
    .filter(({ method, database }) => method === 'Commit' && database === 'mayfly');
  return commits.filter(({ status }) => status !== 0).length / commits.length;
}

beforeAll(async () => {
  const newInstance = () => createInstance(stack(), { now: systemClock });
  const instances = [newInstance(), newInstance()] as const;
  const key = await storeKey(instances[0], systemClock, 'many');
  calls = instances.map((each) => callerOf(each.appOf('coupons'), key));
  const described = { name: 'herbst', kind: 'coupon', policy: 'once' };
  const created = await calls[0]?.('POST', '/v1/coupon-pools', described);
  path = `/v1/coupon-pools/${created?.body.id}`;
  const csv = { 'content-type': 'text/csv' };
  const loaded = await calls[0]?.('POST', `${path}/codes`, codes.join('\n'), csv);
  if (loaded?.body['left'] !== 10_000) throw new Error('the codes were not loaded');
  // Loads the keys and lookup secrets into both instances.
  await askAtOnce(2, 2, 'warm');
}, 170_000);

test.each([1, 2])(
  '100 simultaneous emissions through %i instances give 100 different coupons from a pool of 10,000, and Firestore refuses at most 5 % of the commits',
  async (processes) => {
    let answers: Answer[] = [];
    const retried = await shareRetried(async () => {
      answers = await askAtOnce(processes, 100, `round-${processes}`);
    });
    expectStatuses(answers, 201);
    const given = answers.map(({ body }) => body.code);
    expect(new Set(given).size).toBe(100);
    expect(codes).toEqual(expect.arrayContaining(given));
    // In 1 of 100 runs both instances start at neighbouring codes. Then a few commits conflict
    // before the instances use codes that are far apart; see shelf-contention.test.ts.
    expect(retried).toBeLessThanOrEqual(processes === 1 ? 0 : 0.05);
  },
);
