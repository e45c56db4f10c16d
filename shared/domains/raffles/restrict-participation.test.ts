import { describe, expect, test } from 'vitest';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { liftRestriction } from '#shared/records/restriction/lift-restriction.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import { today } from '#shared/subjects/testing/create-restriction-fixture.ts';
import { listDraws } from './list-draws.ts';
import { exportWinners, listWinners } from './list-winners.ts';
import { participationRestriction } from './restrict-participation.ts';
import { createRaffleFixture, namesOf } from './testing/create-raffle-fixture.ts';

const category = raffleParticipations;

function createFixture() {
  const fixture = createRaffleFixture();
  const ctx = { ...fixture.ctx, scopes: new Set([...fixture.ctx.scopes, 'restriction']) };
  const own = participationRestriction;
  return {
    ...fixture,
    ctx,
    restrict: (id: string) =>
      restrictRecord(ctx, { category, id, body: { ground: 'objection_pending' }, own }),
    lift: (id: string) => liftRestriction(ctx, { category, id, toldOn: today, own }),
    winnersOf: async (raffleId: string) =>
      namesOf((await listWinners(ctx, { raffleId, page: { limit: 100 } })).items),
    drawsOf: async (raffleId: string) => {
      const { items } = await listDraws(ctx, { raffleId, page: { limit: 10 } });
      return items.map(({ drawn, winners }) => [drawn, namesOf(winners)]);
    },
  };
}

describe('a restricted participation', () => {
  test('is not drawn, and its person cannot take part again until the restriction is lifted', async () => {
    const { open, enter, draw, restrict, lift } = createFixture();
    const raffle = await open();
    const { id } = await enter(raffle, 'anna');
    await enter(raffle, 'bert');
    await restrict(id);
    expect(namesOf((await draw(raffle, 2)).winners)).toEqual(['bert']);
    await expect(enter(raffle, 'anna')).rejects.toMatchObject({ code: 'already-participating' });
    await lift(id);
    expect(namesOf((await draw(raffle, 2)).winners)).toEqual(['anna']);
  });

  test('that has won is in no list of winners, and its copy contains no personal value', async () => {
    const { open, enter, draw, restrict, lift, winners, ctx, winnersOf, drawsOf } = createFixture();
    const raffle = await open();
    const { id } = await enter(raffle, 'anna');
    await enter(raffle, 'bert');
    await draw(raffle, 2);
    const before = await winners();
    await restrict(id);
    expect(await winnersOf(raffle)).toEqual(['bert']);
    expect(await drawsOf(raffle)).toEqual([[2, ['bert']]]);
    const rows = [];
    for await (const row of await exportWinners(ctx, raffle)) rows.push(row);
    expect(rows).toMatchObject([{ firstname: 'bert' }]);
    const blank = (await winners()).find(({ data }) => data['participation_id'] === id);
    expect(Object.keys(blank?.data ?? {}).filter((name) => name.endsWith('_aes'))).toEqual([]);
    await lift(id);
    expect((await winnersOf(raffle)).toSorted()).toEqual(['anna', 'bert']);
    const plain = ({ data }: (typeof before)[number]) =>
      Object.entries(data).filter(([name]) => !/_aes$|^lift_told_on$/.test(name));
    expect((await winners()).map(plain)).toEqual(before.map(plain));
  });

  test('that has won still counts as a win: the same person cannot win with another entry', async () => {
    const { open, enter, draw, restrict, winnersOf } = createFixture();
    const raffle = await open({ policy: 'unrestricted' });
    for (let entry = 0; entry < 3; entry += 1) await enter(raffle, 'anna');
    const { winners } = await draw(raffle, 3);
    expect(namesOf(winners)).toEqual(['anna']);
    const [won] = winners as unknown as readonly { readonly participation_id: string }[];
    await restrict(won?.participation_id ?? '');
    expect((await draw(raffle, 3)).winners).toEqual([]);
    expect(await winnersOf(raffle)).toEqual([]);
  });

  test('that is restricted during a draw either wins and is then hidden, or does not win', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { open, enter, draw, restrict, lift, winners, winnersOf } = createFixture();
      const raffle = await open();
      const { id } = await enter(raffle, 'anna');
      await Promise.all([draw(raffle, 1), restrict(id)]);
      expect(await winnersOf(raffle)).toEqual([]);
      const hasWon = (await winners()).length === 1;
      await lift(id);
      expect(await winnersOf(raffle)).toEqual(hasWon ? ['anna'] : []);
    }
  });
});
