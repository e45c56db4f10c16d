import { expect, test } from 'vitest';
import { categories } from '../categories/registry.ts';
import { collections } from '../collections/registry.ts';
import { sweepTenant } from '../erasure/sweep-tenant.ts';
import type { Context } from '../records/context.ts';
import { everythingOn } from '../settings/testing/everything-on.ts';
import { microsPerDay, microsPerSecond } from '../time/instant.ts';
import { listDraws } from './list-draws.ts';
import { listRaffles } from './list-raffles.ts';
import { listWinners } from './list-winners.ts';
import { createRaffleBench, namesOf } from './testing/create-raffle-bench.ts';

const category = 'raffle_participations';

/** A drawn giveaway that goes on, and what a tenant sees of it under other settings. */
async function createDrawn() {
  const made = createRaffleBench();
  const raffle = await made.open();
  await made.enter(raffle, 'Ada');
  await made.draw(raffle, 1);
  await made.enter(raffle, 'Ben');
  const seen = async (ctx: Context) => {
    const raffles = (await listRaffles(ctx, { limit: 9 })).items.length;
    if (raffles === 0) return { raffles };
    const page = { raffleId: raffle, page: { limit: 9 } };
    const draws = (await listDraws(ctx, page)).items.map(({ winners }) => winners.length);
    return { raffles, draws, winners: (await listWinners(ctx, page)).items.length };
  };
  return { ...made, raffle, seen };
}

test('a fence of the category hides raffles, draws and winners, and its sweep deletes them with every mark', async () => {
  const { bench, ctx, seen, stored } = await createDrawn();
  const settings = { ...everythingOn(), fences: [{ category, upTo: bench.clock.now + 10 }] };
  expect(await seen(ctx)).toEqual({ raffles: 1, draws: [1], winners: 1 });
  expect(await seen({ ...ctx, settings })).toEqual({ raffles: 0 });
  const deps = { store: bench.store, collections, categories, isTimeUp: () => false };
  await sweepTenant(deps, 'acme', settings, bench.clock.now + microsPerSecond);
  const left = ['raffles', 'raffle_draws', 'raffle_winners', category, 'unique_marks'];
  expect(await Promise.all(left.map(async (id) => (await stored(id)).length))).toEqual([
    0, 0, 0, 0, 0,
  ]);
});

test('a shorter retention hides participations, draws and copies at once, and leaves the raffle that runs', async () => {
  const { bench, ctx, raffle, enter, draw, seen, winners, participations } = await createDrawn();
  bench.clock.now += 7 * microsPerDay + microsPerSecond;
  const shortening = { category, upTo: bench.clock.now, days: 7 };
  const settings = { ...everythingOn(), shortenings: [shortening] };
  const short = { ...ctx, settings };
  expect(await seen(short)).toEqual({ raffles: 1, draws: [], winners: 0 });
  // Neither who is hidden is drawn, nor do hidden marks keep anybody out.
  expect((await draw(raffle, 2, short)).winners).toEqual([]);
  await enter(raffle, 'Ada', short);
  expect(namesOf((await draw(raffle, 2, short)).winners)).toEqual(['Ada']);
  const deps = { store: bench.store, collections, categories, isTimeUp: () => false };
  await sweepTenant(deps, 'acme', settings, bench.clock.now + microsPerSecond);
  const expiries = new Map(
    (await participations()).map(({ ref, data }) => [ref.id, data['expires_at']]),
  );
  for (const { data } of await winners())
    expect(data['expires_at']).toBe(expiries.get(String(data['participation_id'])));
});

test('whoever has switched the category off opens no raffle, enters none and draws none', async () => {
  const { ctx, raffle, open, enter, draw } = await createDrawn();
  const off = { destination: 'off', retentionDays: undefined } as const;
  const settings = { ...everythingOn(), categories: { [category]: off } };
  const without = { ...ctx, settings };
  for (const request of [
    open({}, without),
    enter(raffle, 'Cleo', without),
    draw(raffle, 1, without),
  ])
    await expect(request).rejects.toMatchObject({ code: 'category-off' });
});
