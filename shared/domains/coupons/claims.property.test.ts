import fc from 'fast-check';
import { test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { listRecords } from '#shared/records/list-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import type { Claimed } from './claim.ts';
import { couponStock } from './collections.ts';
import type { Pool } from './pool.ts';
import { type CouponProcess, codeOf, processOf } from './testing/create-coupon-fixture.ts';
import { interleave } from './testing/interleave.ts';

/** An action of a caller, and the process (one of two) that gets the caller's request. */
type Step = { readonly process: 0 | 1 } & (
  | {
      readonly kind: 'claim';
      readonly customer: number;
      readonly code: number;
      readonly key?: number;
    }
  | { readonly kind: 'load'; readonly codes: readonly number[] }
  | { readonly kind: 'delete'; readonly which: number }
);

const process = fc.constantFrom(0 as const, 1 as const);
const code = fc.integer({ min: 0, max: 11 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        kind: fc.constant('claim' as const),
        process,
        customer: fc.integer({ min: 0, max: 4 }),
        code,
        key: fc.integer({ min: 0, max: 1 }),
      },
      { requiredKeys: ['kind', 'process', 'customer', 'code'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('load' as const),
      process,
      codes: fc.uniqueArray(code, { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      process,
      which: fc.nat({ max: 20 }),
    }),
  },
);

/** A round: steps that happen at the same time, and the hours until the next round. */
const round = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  pauseHours: fc.constantFrom(0, 0, 13, 24 * 7),
});

type Told = {
  readonly email: string;
  readonly atMicros: number;
  readonly key: string | undefined;
  readonly claimed: Claimed;
};

/**
 * The answers that callers got. They are checked against rules that hold for every order of events.
 */
class History {
  readonly given = new Map<string, Told>();
  readonly byKey = new Map<string, Told>();
  readonly loaded = new Set<string>();
  readonly deleted = new Set<string>();
  readonly refusedLoads: string[][] = [];
  loadedInRound = 0;
  toldEmpty = false;

  check(condition: boolean, rule: string): void {
    if (!condition) throw new Error(rule);
  }

  tell(told: Told): void {
    const { claimed, email } = told;
    const code = codeOf(claimed);
    const before = this.given.get(code);
    const { key } = told;
    if (key !== undefined) {
      const first = this.byKey.get(key);
      const isRemembered = first !== undefined && told.atMicros - first.atMicros < microsPerDay;
      if (!isRemembered) this.byKey.set(key, told);
      else
        this.check(
          first.claimed.record.id === claimed.record.id,
          'within a day, requests with the same Idempotency-Key get the same record',
        );
    }
    if (before === undefined) this.given.set(code, told);
    else {
      this.check(before.email === email, 'a code belongs to one customer');
      this.check(before.claimed.record.id === claimed.record.id, 'a code has one record');
    }
  }
}

const expected = {
  coupon: ['pool-empty', 'idempotency-mismatch', 'idempotency-record-gone'],
  code: [
    'code-unknown',
    'code-redeemed',
    'policy-limit',
    'idempotency-mismatch',
    'idempotency-record-gone',
  ],
};

function isExpected(error: unknown, codes: readonly string[]): error is Problem {
  return error instanceof Problem && codes.includes(error.code);
}

async function claim(
  { emit, redeem, ctx }: CouponProcess,
  pool: Pool,
  step: Extract<Step, { kind: 'claim' }>,
  history: History,
): Promise<void> {
  const email = `customer-${step.customer}@example.org`;
  const key = step.key === undefined ? undefined : `key-${step.key}`;
  try {
    const claimed =
      pool.kind === 'coupon'
        ? await emit(pool.id, email, key)
        : await redeem(pool.id, `C-${step.code}`, email, key);
    history.tell({ email, key, atMicros: ctx.now(), claimed });
  } catch (error) {
    if (!isExpected(error, expected[pool.kind])) throw error;
    if (error.code === 'pool-empty') history.toldEmpty = true;
  }
}

async function load(
  { load: loadInto }: CouponProcess,
  pool: Pool,
  numbers: readonly number[],
  history: History,
) {
  const codes = numbers.map((each) => `C-${each}`);
  const known = new Set(history.loaded);
  try {
    await loadInto(pool.id, codes);
  } catch (error) {
    if (!isExpected(error, ['validation-failed'])) throw error;
    history.refusedLoads.push(codes);
    return;
  }
  history.check(!codes.some((each) => known.has(each)), 'no code is loaded a second time');
  for (const each of codes) history.loaded.add(each);
  history.loadedInRound += codes.length;
}

async function deleteOne({ ctx }: CouponProcess, which: number, history: History): Promise<void> {
  const told = [...history.given.values()][which];
  if (told === undefined) return;
  const { id } = told.claimed.record;
  history.deleted.add(id);
  try {
    await deleteRecord(ctx, { category: couponCodes, id });
  } catch (error) {
    if (!isExpected(error, ['record-not-found'])) throw error;
  }
}

/** Checks the database at a time when no request is running. */
async function checkState({ ctx, figures }: CouponProcess, pool: Pool, history: History) {
  const documents = await ctx.store.query({
    collection: couponStock.id,
    tenant: ctx.tenant,
    where: [],
    orderBy: [],
    limit: 1_000,
  });
  const used = documents.filter(({ data }) => data['state'] === 'used').length;
  history.check(
    documents.length === history.loaded.size,
    'each loaded code has one document, whether it is in stock or used',
  );
  const wasLoaded = [...history.given.keys()].every((each) => history.loaded.has(each));
  const wasKnown = history.refusedLoads.every((codes) =>
    codes.some((each) => history.loaded.has(each)),
  );
  history.check(wasKnown, 'a load is refused only if one of its codes was loaded before');
  history.check(wasLoaded, 'each code that was given out was loaded before');
  history.check(
    used === history.given.size,
    'the number of codes marked as used equals the number of codes that callers got',
  );
  const left = history.loaded.size - used;
  const current = { ...pool, loaded: history.loaded.size };
  history.check(
    (await figures(current)).left === left,
    'the figures give the number of codes that are left',
  );
  if (history.toldEmpty)
    history.check(
      left <= history.loadedInRound,
      'no caller gets `pool-empty` while a code is left',
    );
  const live = await listRecords(ctx, { category: couponCodes, filters: [], page: { limit: 200 } });
  const emails = live.items.map(({ fields }) => String(fields['email']));
  if (pool.policy === 'once')
    history.check(
      new Set(emails).size === emails.length,
      'with the policy `once`, a customer has at most one live record',
    );
}

/**
 * Checks the policies `daily` and `weekly`. A turn is a day or a week in UTC. A customer gets a
 * second code in the same turn only after the record of the first code was deleted.
 */
function checkTurns({ policy }: Pool, history: History): void {
  if (policy !== 'daily' && policy !== 'weekly') return;
  const width = (policy === 'daily' ? 1 : 7) * microsPerDay;
  // Weeks begin on Mondays; 1 January 1970 was a Thursday.
  const turnOf = (micros: number) =>
    Math.floor((micros + (policy === 'weekly' ? 3 * microsPerDay : 0)) / width);
  const kept = [...history.given.values()].filter(
    ({ claimed }) => !history.deleted.has(claimed.record.id),
  );
  const turns = kept.map(({ email, claimed }) => `${email} ${turnOf(claimed.record.createdAt)}`);
  history.check(
    new Set(turns).size === turns.length,
    'a customer has at most one code in each turn',
  );
}

test('for every order of requests in two processes, each code is used at most once, by one customer, as the policy allows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.constantFrom('coupon', 'code'),
      fc.constantFrom('once', 'daily', 'weekly', 'unrestricted'),
      fc.array(round, { minLength: 1, maxLength: 4 }),
      async (scheduler, kind, policy, rounds) => {
        const fixture = createTestFixture();
        const store = interleave(fixture.store, scheduler);
        const one = processOf({ ...fixture.contextOf('acme'), store });
        const other = processOf({ ...fixture.otherProcess('acme'), store });
        const calm = processOf(fixture.contextOf('acme'));
        const pool = await calm.pool({ kind, policy });
        const history = new History();
        for (const { steps, pauseHours } of rounds) {
          history.loadedInRound = 0;
          history.toldEmpty = false;
          const runs = steps.map((each) => {
            const process = each.process === 0 ? one : other;
            if (each.kind === 'claim') return claim(process, pool, each, history);
            if (each.kind === 'load') return load(process, pool, each.codes, history);
            return deleteOne(process, each.which, history);
          });
          await scheduler.waitFor(Promise.all(runs));
          await checkState(calm, pool, history);
          fixture.clock.now += pauseHours * 3_600_000_000;
        }
        checkTurns(pool, history);
      },
    ),
    { numRuns: 60 },
  );
}, 30_000);
