import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { collections } from '#shared/wiring/collections.ts';
import { coinsLeft, findLots, hashPerson } from './coin-lots.ts';
import { afterSimultaneous, atInstant, type CoinModel, leftById } from './testing/coin-model.ts';
import {
  balanceOf,
  createCoinFixture,
  redemptionsOf,
  transactionsOf,
} from './testing/create-coin-fixture.ts';
import { type CoinStep, coinLife } from './testing/random-coins.ts';
import { people, runAct } from './testing/run-act.ts';

type World = ReturnType<typeof createCoinFixture>;

/** The unspent coins of each live earning in the store, by the earning's id. */
async function storedLots({ keeper }: World): Promise<{ readonly [id: string]: number }> {
  const { ctx } = keeper;
  const lots = await Promise.all(
    people.map(async (email) => findLots(ctx, await hashPerson(ctx, email), { limit: 1_000 })),
  );
  const left = lots.flat().map((lot) => [lot.ref.id, coinsLeft(lot)] as const);
  return Object.fromEntries(left.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

async function purge(store: Store, now: Instant): Promise<void> {
  await runPurge({
    store,
    now: () => now,
    monotonic: () => 0,
    collections,
    shards: 4,
    budgetSeconds: 60,
    onFailure: (error) => {
      throw error;
    },
  });
}

/** Executes a step in the store and in the model. */
async function takeStep(world: World, model: CoinModel, step: CoinStep): Promise<CoinModel> {
  const { fixture, keeper, other } = world;
  if (step.kind === 'wait') fixture.clock.now += step.hours * 3_600 * microsPerSecond;
  if (step.kind === 'boundary') {
    const next = Math.min(...model.map(({ expiresAt }) => expiresAt));
    if (Number.isFinite(next)) fixture.clock.now = Math.max(fixture.clock.now, next + step.offset);
  }
  if (step.kind === 'purge') await purge(fixture.store, fixture.clock.now);
  if (step.kind !== 'acts') return atInstant(model, fixture.clock.now);
  const known = (await transactionsOf(keeper)).map(({ id }) => id);
  const events = await Promise.all(
    step.acts.map(([process, act]) => runAct(process === 0 ? keeper : other, act, known)),
  );
  const left = await storedLots(world);
  const next = afterSimultaneous(model, events, left);
  if (next === undefined)
    throw new Error(`no order of the events explains ${JSON.stringify({ model, events, left })}`);
  // The clock moves by a millisecond, so that the other process does not create its next records at
  // the same instants.
  fixture.clock.now += 1_000;
  return atInstant(next, fixture.clock.now);
}

async function expectBooksRight({ keeper }: World, model: CoinModel): Promise<void> {
  for (const email of people) {
    const own = model.filter(({ person }) => person === email);
    const expected = own.reduce((sum, { left }) => sum + left, 0);
    expect(await balanceOf(keeper, email)).toBe(expected);
  }
}

test('over months of simultaneous earnings, spendings, redemptions and deletions, the balances are the same as in a simple model', async () => {
  await fc.assert(
    fc.asyncProperty(coinLife, async (steps) => {
      const world = createCoinFixture();
      let model: CoinModel = [];
      for (const step of steps) {
        model = await takeStep(world, model, step);
        expect(await storedLots(world)).toEqual(leftById(model));
        await expectBooksRight(world, model);
      }
      // Each redemption must have the transaction that paid for it. In a run with deletions this is
      // not checked, because a deletion may delete this transaction.
      const deletes = steps.some(
        (step) => step.kind === 'acts' && step.acts.some(([, { kind }]) => kind === 'delete'),
      );
      if (deletes) return;
      const paid = (await transactionsOf(world.keeper)).map(({ fields }) => fields['reference']);
      for (const { id } of await redemptionsOf(world.keeper)) expect(paid).toContain(id);
    }),
    { numRuns: 40 },
  );
}, 30_000);
