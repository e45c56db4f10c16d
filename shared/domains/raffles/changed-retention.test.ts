import { describe, expect, test } from 'vitest';
import {
  formatInstant,
  type Instant,
  microsPerDay,
  microsPerSecond,
} from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import type { Context } from '#shared/records/context.ts';
import { exportRecords } from '#shared/records/export-records.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { sweepTenant } from '#shared/sweeps/erasure/sweep-tenant.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { listRaffles } from './list-raffles.ts';
import { exportWinners, listWinners, participantsExport } from './list-winners.ts';
import type { RaffleInput } from './raffle-input.ts';
import { createRaffleFixture, namesOf } from './testing/create-raffle-fixture.ts';

const category = 'raffle_participations';
type Shortened = { readonly upTo: Instant; readonly days: number };

/**
 * The context of a tenant that now stores participations for `days`, and may have shortened the
 * retention before.
 */
function keeping(ctx: Context, days: number, ...shortened: readonly Shortened[]): Context {
  const chosen = { destination: 'server', retentionDays: days } as const;
  const all = everythingOn();
  const shortenings = shortened.map((each) => ({ category, ...each }));
  const settings = { ...all, categories: { ...all.categories, [category]: chosen }, shortenings };
  return { ...ctx, settings };
}

async function lengthOf(rows: AsyncIterable<unknown>): Promise<number> {
  const all: unknown[] = [];
  for await (const row of rows) all.push(row);
  return all.length;
}

function createChanging() {
  const made = createRaffleFixture();
  const { fixture, ctx, stored } = made;
  const endsAt = fixture.clock.now + 5 * microsPerDay;
  const giveaway = { ends_at: formatInstant(endsAt) };
  const instantWin = {
    ...giveaway,
    kind: 'instant_win' as const,
    policy: 'unrestricted' as const,
    chance: 1,
    prizes: [{ id: 'mug', quantity: 9 }],
  } satisfies Partial<RaffleInput>;
  /** Returns everything about a raffle that the tenant can still see. */
  const reached = async (raffleId: string, by: Context = ctx) => {
    const page = { raffleId, page: { limit: 9 } };
    const participants = await participantsExport(by, raffleId);
    return {
      names: (await listRaffles(by, { limit: 9 })).items.map(({ name }) => name),
      winners: namesOf((await listWinners(by, page)).items),
      exported: await lengthOf(await exportWinners(by, raffleId)),
      participants: await lengthOf(await exportRecords(by, participants)),
    };
  };
  const expiriesOf = async (collection: string) =>
    (await stored(collection)).map(({ data }) => data['expires_at']);
  const erase = (by: Context) => {
    const signer = createFakeSigner();
    const own = { collections, categories, signer, isTimeUp: () => false };
    const deps = { ...fixture.platform, ...own };
    return sweepTenant(deps, 'acme', by.settings, fixture.clock.now);
  };
  return { ...made, endsAt, giveaway, instantWin, reached, expiriesOf, erase };
}

describe('after a longer retention was chosen', () => {
  test('winners, participants and the raffle can be read until the participation expires', async () => {
    const { fixture, ctx, open, enter, draw, giveaway, reached } = createChanging();
    const raffle = await open(giveaway, keeping(ctx, 7));
    const long = keeping(ctx, 60);
    const entered = await enter(raffle, 'Ada', long);
    await draw(raffle, 1, long);
    const all = { names: ['Sommer'], winners: ['Ada'], exported: 1, participants: 1 };
    for (const days of [0, 12, 40, 59]) {
      fixture.clock.now = entered.createdAt + days * microsPerDay;
      expect(await reached(raffle, long)).toEqual(all);
    }
    fixture.clock.now = entered.expiresAt;
    expect(await reached(raffle, long)).toEqual({
      names: ['Sommer'],
      winners: [],
      exported: 0,
      participants: 0,
    });
  });

  test('the prizes of an instant-win raffle do not expire before its participations, and its remaining prizes can still be won', async () => {
    const { fixture, ctx, open, enter, instantWin, reached, expiriesOf, endsAt } = createChanging();
    const raffle = await open(instantWin, keeping(ctx, 7));
    await enter(raffle, 'Ada', keeping(ctx, 7));
    const long = keeping(ctx, 60);
    await enter(raffle, 'Ben', long);
    for (const collection of ['raffles', 'raffle_prizes'])
      expect(await expiriesOf(collection)).toEqual([endsAt + 60 * microsPerDay]);
    fixture.clock.now += 30 * microsPerDay;
    expect(await reached(raffle, long)).toMatchObject({ winners: ['Ben'], participants: 1 });
    const { items } = await listRaffles(long, { limit: 1 });
    expect(items[0]).toMatchObject({ prizes: [{ id: 'mug', quantity: 9, awarded: 2 }] });
  });

  test('only the first participation costs a second commit, which gives the raffle a later expiry', async () => {
    const { fixture, ctx, open, enter, giveaway } = createChanging();
    const raffle = await open(giveaway, keeping(ctx, 7));
    await enter(raffle, 'Ada', keeping(ctx, 7));
    const long = keeping(ctx, 60);
    // Creates the data keys for the later expiry, so that the measured participations create none.
    await enter(await open(giveaway, long), 'Ada', long);
    const costs = [];
    for (const person of ['Ben', 'Cleo']) {
      fixture.takeCalls();
      await enter(raffle, person, long);
      costs.push(fixture.takeCalls());
    }
    expect(costs).toEqual([
      { getAll: 2, commit: 2 },
      { getAll: 1, commit: 1 },
    ]);
  });

  test('a late request changes no expiry of an ended raffle', async () => {
    const { fixture, ctx, open, participate, giveaway, expiriesOf, endsAt } = createChanging();
    const raffle_id = await open(giveaway, keeping(ctx, 7));
    fixture.clock.now = endsAt;
    const input = { body: { raffle_id, email: 'ada@example.org' }, idempotencyKey: 'k' };
    const late = participate(keeping(ctx, 60), input);
    await expect(late).rejects.toMatchObject({ code: 'raffle-ended' });
    expect(await expiriesOf('raffles')).toEqual([endsAt + 7 * microsPerDay]);
  });

  test('the later expiry counts from the end of the raffle, even if the raffle ends during the request', async () => {
    const { fixture, ctx, open, enter, giveaway, expiriesOf, endsAt } = createChanging();
    const raffle = await open(giveaway, keeping(ctx, 7));
    const { store } = fixture;
    let reads = 0;
    const getAll: typeof store.getAll = async (refs) => {
      reads += Number(refs.some(({ id }) => id === raffle));
      if (reads === 2) fixture.clock.now = endsAt + microsPerDay;
      return store.getAll(refs);
    };
    const late = enter(raffle, 'Ada', onStore(keeping(ctx, 60), { ...store, getAll }));
    await expect(late).rejects.toMatchObject({ code: 'raffle-ended' });
    expect(await expiriesOf('raffles')).toEqual([endsAt + 60 * microsPerDay]);
  });

  test('a raffle with ten simultaneous participations does not expire before them', async () => {
    const { ctx, open, enter, giveaway, expiriesOf, endsAt } = createChanging();
    const raffle = await open(giveaway, keeping(ctx, 7));
    const long = keeping(ctx, 60);
    await Promise.all(Array.from({ length: 10 }, (_, index) => enter(raffle, `P${index}`, long)));
    expect(await expiriesOf('raffles')).toEqual([endsAt + 60 * microsPerDay]);
  });
});

describe('a shorter retention', () => {
  test('applies to running raffles and their prizes: their expiry is then the raffle’s end plus the new retention', async () => {
    const { fixture, ctx, open, instantWin, expiriesOf, erase, endsAt } = createChanging();
    await open(instantWin);
    expect(await expiriesOf('raffles')).toEqual([endsAt + 60 * microsPerDay]);
    fixture.clock.now += microsPerDay;
    const short = keeping(ctx, 7, { upTo: fixture.clock.now, days: 7 });
    fixture.clock.now += 60 * microsPerSecond;
    expect(await erase(short)).toMatchObject({ complete: true, shortened: 2 });
    for (const collection of ['raffles', 'raffle_prizes'])
      expect(await expiriesOf(collection)).toEqual([endsAt + 7 * microsPerDay]);
    expect(await erase(short)).toMatchObject({ complete: true, shortened: 0 });
  });

  test('does not change a raffle that was created after the tenant chose a longer retention again', async () => {
    const { fixture, ctx, open, giveaway, expiriesOf, erase, endsAt } = createChanging();
    const chosen = { upTo: fixture.clock.now, days: 7 };
    fixture.clock.now += microsPerSecond;
    await open(giveaway);
    await erase(keeping(ctx, 60, chosen));
    expect(await expiriesOf('raffles')).toEqual([endsAt + 60 * microsPerDay]);
  });

  test('does not let a raffle expire before its later participations, if the tenant chooses a longer retention again before the sweep runs', async () => {
    const { fixture, ctx, open, enter, draw, giveaway, reached, erase } = createChanging();
    const raffle = await open(giveaway);
    fixture.clock.now += microsPerDay;
    const back = keeping(ctx, 40, { upTo: fixture.clock.now, days: 7 });
    fixture.clock.now += microsPerSecond;
    const entered = await enter(raffle, 'Ada', back);
    await draw(raffle, 1, back);
    await erase(back);
    fixture.clock.now = entered.expiresAt - microsPerSecond;
    expect(await reached(raffle, keeping(ctx, 40))).toMatchObject({ winners: ['Ada'] });
  });
});
