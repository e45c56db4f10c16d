import { expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import type { Context } from '#shared/records/context.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { sweepTenant } from '#shared/sweeps/erasure/sweep-tenant.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { listDraws } from './list-draws.ts';
import { listRaffles } from './list-raffles.ts';
import { listWinners } from './list-winners.ts';
import { createRaffleFixture, namesOf } from './testing/create-raffle-fixture.ts';

const category = 'raffle_participations';

/**
 * Creates a giveaway with one draw. Another person entered after the draw. `seen` returns what the
 * tenant can read of the giveaway with the settings of a given context.
 */
async function createDrawn() {
  const made = createRaffleFixture();
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

test('a fence (set by an erasure of the category) hides raffles, draws and winners; the sweep deletes them, and the participations with their marks', async () => {
  const { fixture, ctx, seen, stored } = await createDrawn();
  const settings = { ...everythingOn(), fences: [{ category, upTo: fixture.clock.now + 10 }] };
  expect(await seen(ctx)).toEqual({ raffles: 1, draws: [1], winners: 1 });
  expect(await seen({ ...ctx, settings })).toEqual({ raffles: 0 });
  const signer = createFakeSigner();
  const own = { collections, categories, signer, isTimeUp: () => false };
  const deps = { ...fixture.platform, ...own };
  await sweepTenant(deps, 'acme', settings, fixture.clock.now + microsPerSecond);
  const left = ['raffles', 'raffle_draws', 'raffle_winners', category, 'unique_marks'];
  expect(await Promise.all(left.map(async (id) => (await stored(id)).length))).toEqual([
    0, 0, 0, 0, 0,
  ]);
});

test('a shorter retention hides old participations, draws and winners’ copies at once, but not the running raffle', async () => {
  const { fixture, ctx, raffle, enter, draw, seen, winners, participations } = await createDrawn();
  fixture.clock.now += 7 * microsPerDay + microsPerSecond;
  const shortening = { category, upTo: fixture.clock.now, days: 7 };
  const settings = { ...everythingOn(), shortenings: [shortening] };
  const short = { ...ctx, settings };
  expect(await seen(short)).toEqual({ raffles: 1, draws: [], winners: 0 });
  // A hidden participation is not drawn, and its hidden mark does not prevent a new entry.
  expect((await draw(raffle, 2, short)).winners).toEqual([]);
  await enter(raffle, 'Ada', short);
  expect(namesOf((await draw(raffle, 2, short)).winners)).toEqual(['Ada']);
  const signer = createFakeSigner();
  const own = { collections, categories, signer, isTimeUp: () => false };
  const deps = { ...fixture.platform, ...own };
  await sweepTenant(deps, 'acme', settings, fixture.clock.now + microsPerSecond);
  const expiries = new Map(
    (await participations()).map(({ ref, data }) => [ref.id, data['expires_at']]),
  );
  for (const { data } of await winners())
    expect(data['expires_at']).toBe(expiries.get(String(data['participation_id'])));
});

test('if a tenant has switched the category off, new raffles, participations and draws are refused', async () => {
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
