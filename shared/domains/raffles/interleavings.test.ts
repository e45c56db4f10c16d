import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import { isUnexpired } from '#shared/store/live.ts';
import type { Store } from '#shared/store/store.ts';
import { deleteParticipation } from './delete-participation.ts';
import { createRaffleFixture } from './testing/create-raffle-fixture.ts';

type Step =
  | { readonly do: 'enter'; readonly person: number }
  | { readonly do: 'delete'; readonly entry: number }
  | { readonly do: 'draw'; readonly count: number }
  | { readonly do: 'pass'; readonly seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('enter'), person: fc.nat({ max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete'), entry: fc.nat({ max: 20 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('draw'), count: fc.integer({ min: 1, max: 3 }) }),
  },
  // Time passes while the other steps run.
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass'), seconds: fc.constantFrom(10, 20) }),
  },
);

/**
 * The age, in days, at which a participation has 15 seconds left. So it can expire during the next
 * round.
 */
const almostGone = 60 - 15 / 86_400;

/** Steps that happen at the same time, and the days that pass after them. */
const round = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 7 }),
  days: fc.constantFrom(0, 10, 35, almostGone),
});

/** Makes every call of the store wait for its turn, so that the test tries many orders of calls. */
function scheduled(store: Store, scheduler: fc.Scheduler): Store {
  return {
    ...store,
    get: scheduler.scheduleFunction(store.get),
    getAll: scheduler.scheduleFunction(store.getAll),
    query: scheduler.scheduleFunction(store.query),
    commit: scheduler.scheduleFunction(store.commit),
  };
}

function createWorld(policy: 'once' | 'unrestricted') {
  const made = createRaffleFixture();
  const { fixture, enter, draw, participations, winners } = made;
  const entries: string[] = [];
  const deleted = new Set<string>();
  const expected = new Set([
    'already-participating',
    'record-not-found',
    'contention',
    'draw-unfinished',
  ]);

  async function run(ctx: Context, raffle: string, each: Step): Promise<void> {
    try {
      if (each.do === 'enter') entries.push((await enter(raffle, `p${each.person}`, ctx)).id);
      else if (each.do === 'pass') await pass(each.seconds, ctx);
      else if (each.do === 'draw') await checkDraw(await draw(raffle, each.count, ctx));
      else {
        const id = entries[each.entry % Math.max(1, entries.length)];
        if (id === undefined) return;
        await deleteParticipation(ctx, { id });
        deleted.add(id);
      }
    } catch (error) {
      if (!(error instanceof Problem) || !expected.has(error.code)) throw error;
    }
  }

  /**
   * Lets time pass after a call to the store. So time can pass between any two store calls of the
   * other steps.
   */
  async function pass(seconds: number, ctx: Context): Promise<void> {
    await ctx.store.get({ tenant: 'acme', collection: 'raffles', id: 'none' });
    fixture.clock.now += seconds * microsPerSecond;
  }

  async function checkDraw(drawn: Awaited<ReturnType<typeof draw>>): Promise<void> {
    const names = drawn.winners.map((winner) => (winner as { email?: string }).email);
    expect(new Set(names).size).toBe(names.length);
    for (const { participated_at, drawn_at, expires_at } of drawn.winners) {
      expect(participated_at <= drawn_at).toBe(true);
      expect(drawn_at < expires_at).toBe(true);
    }
  }

  /** Checks the rules that must hold whenever no step is running. */
  async function check(): Promise<void> {
    const { now } = fixture.clock;
    const live = (await winners()).filter((winner) => isUnexpired(winner, now));
    const persons = live.map(({ data }) => data['email_bcrypt']);
    expect(new Set(persons).size).toBe(persons.length);
    const sources = new Map((await participations()).map((each) => [each.ref.id, each]));
    for (const { data } of live) {
      const id = String(data['participation_id']);
      expect(deleted.has(id)).toBe(false);
      expect(sources.get(id)?.data).toMatchObject({
        outcome: 'won',
        email_bcrypt: data['email_bcrypt'],
        expires_at: data['expires_at'],
      });
    }
    const wonOnes = [...sources.values()].filter((each) => isUnexpired(each, now));
    const outcomes = wonOnes.filter(({ data }) => data['outcome'] === 'won');
    expect(outcomes).toHaveLength(live.length);
    if (policy !== 'once') return;
    const entrants = wonOnes.map(({ data }) => data['email_bcrypt']);
    expect(new Set(entrants).size).toBe(entrants.length);
  }

  return { ...made, run, check };
}

test.each(['once', 'unrestricted'] as const)(
  'with the policy `%s`, simultaneous entries, deletions, draws and expiries never let a person win twice, or win with a deleted entry',
  async (policy) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(round, { minLength: 1, maxLength: 4 }),
        fc.scheduler(),
        async (rounds, scheduler) => {
          const { fixture, open, run, check } = createWorld(policy);
          const raffle = await open({ policy });
          const calm = [fixture.contextOf('acme'), fixture.otherProcess('acme')];
          const contexts = calm.map((ctx) => ({ ...ctx, store: scheduled(ctx.store, scheduler) }));
          for (const { steps, days } of rounds) {
            const work = steps.map((each, at) => {
              const ctx = contexts[at % 2];
              return ctx === undefined ? Promise.resolve() : run(ctx, raffle, each);
            });
            await scheduler.waitFor(Promise.all(work));
            await check();
            fixture.clock.now += Math.round(days * microsPerDay);
          }
          await check();
        },
      ),
      { numRuns: 60 },
    );
  },
  60_000,
);
