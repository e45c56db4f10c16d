import { describe, expect, test } from 'vitest';
import { deleteParticipation } from './delete-participation.ts';
import { listRaffles } from './list-raffles.ts';
import { listWinners } from './list-winners.ts';
import { happens, randomBelow } from './random-numbers.ts';
import {
  chiSquare,
  chiSquareLimit,
  createRaffleFixture,
  createSeededBytes,
  namesOf,
} from './testing/create-raffle-fixture.ts';

const prizes = [
  { id: 'mug', quantity: 20 },
  { id: 'car', quantity: 1 },
];
const instant = { kind: 'instant_win', policy: 'unrestricted', prizes } as const;
const people = (count: number) => Array.from({ length: count }, (_, at) => `person-${at}`);

describe('an instant win', () => {
  test('returns the prize at once, gives each piece of a prize only once, and lists the winners', async () => {
    const { fixture, ctx, open, enter } = createRaffleFixture();
    const raffle = await open({ ...instant, chance: 1 });
    const contexts = [fixture.contextOf('acme'), fixture.otherProcess('acme')];
    const answers = await Promise.all(
      people(60).map((person, at) => enter(raffle, person, contexts[at % 2])),
    );
    const won = answers.filter(({ fields }) => fields['outcome'] === 'won');
    const lost = answers.filter(({ fields }) => fields['outcome'] === 'lost');
    expect([won.length, lost.length]).toEqual([21, 39]);
    const given = (prize: string) => won.filter(({ fields }) => fields['prize'] === prize).length;
    expect([given('mug'), given('car')]).toEqual([20, 1]);
    const { items } = await listWinners(ctx, { raffleId: raffle, page: { limit: 99 } });
    const names = won.map(({ fields }) => String(fields['firstname']));
    expect(namesOf(items).toSorted()).toEqual(names.toSorted());
    const [listed] = (await listRaffles(ctx, { limit: 1 })).items;
    expect(listed).toMatchObject({
      prizes: [
        { id: 'mug', quantity: 20, awarded: 20 },
        { id: 'car', quantity: 1, awarded: 1 },
      ],
    });
  });

  test('lets a person win only once, and does not give a prize again after the winner’s participation is deleted', async () => {
    const { ctx, open, enter, winners } = createRaffleFixture();
    const raffle = await open({ ...instant, prizes: [{ id: 'mug', quantity: 2 }], chance: 1 });
    const first = await enter(raffle, 'Ada');
    expect((await enter(raffle, 'Ada')).fields['outcome']).toBe('lost');
    await deleteParticipation(ctx, { id: first.id });
    expect(await winners()).toEqual([]);
    expect((await enter(raffle, 'Ben')).fields).toMatchObject({ outcome: 'won', prize: 'mug' });
    expect((await enter(raffle, 'Cleo')).fields['outcome']).toBe('lost');
  });

  test('lets a person win only once, even if a batch contains the person twice', async () => {
    const { ctx, open, participate } = createRaffleFixture();
    const one = { raffle_id: await open({ ...instant, chance: 1 }), email: 'ada@example.org' };
    const { records } = await participate(ctx, { body: [one, one], idempotencyKey: undefined });
    expect(records.map(({ fields }) => fields['outcome'])).toEqual(['won', 'lost']);
  });

  test('gives a repeated request the first answer, even if the caller’s API key may only write', async () => {
    const { fixture, open, participate } = createRaffleFixture();
    const body = { raffle_id: await open({ ...instant, chance: 1 }), email: 'ada@example.org' };
    const writer = fixture.contextOf('acme', ['raffle_participations:write']);
    const first = await participate(writer, { body, idempotencyKey: 'k' });
    expect(first.records[0]?.fields['outcome']).toBe('won');
    const again = await participate(writer, { body, idempotencyKey: 'k' });
    expect(again).toEqual({ records: first.records, replayed: true });
  });

  test('follows its chance: with a chance of 0.25, about a quarter of 600 participants win', async () => {
    const { ctx, open, participate } = createRaffleFixture();
    const stock = [{ id: 'mug', quantity: 600 }];
    const raffle = await open({ ...instant, prizes: stock, chance: 0.25 });
    const seeded = { ...ctx, randomBytes: createSeededBytes(21) };
    let won = 0;
    for (let batch = 0; batch < 6; batch += 1) {
      const body = people(100).map((person) => ({
        raffle_id: raffle,
        email: `${person}-${batch}@example.org`,
      }));
      const { records } = await participate(seeded, { body, idempotencyKey: undefined });
      won += records.filter(({ fields }) => fields['outcome'] === 'won').length;
    }
    // The average is 150 and the standard deviation 10.6. In a correct draw, a difference of five
    // standard deviations happens once in 1.7 million runs.
    expect(Math.abs(won - 150)).toBeLessThan(53);
  });

  test('costs one read and one commit for a participation that loses', async () => {
    const { fixture, ctx, open, enter } = createRaffleFixture();
    const raffle = await open({ ...instant, chance: 1e-9 });
    await enter(raffle, 'warm');
    fixture.takeCalls();
    const answer = await enter(raffle, 'Ada', ctx);
    expect(answer.fields['outcome']).toBe('lost');
    expect(fixture.takeCalls()).toEqual({ getAll: 1, commit: 1 });
  });
});

describe('random numbers', () => {
  test('below a limit are equally likely, in a test with a significance level of one in a million', () => {
    const bytes = createSeededBytes(22);
    const counts = Array.from({ length: 21 }, () => 0);
    for (let round = 0; round < 42_000; round += 1) {
      const drawn = randomBelow(bytes, 21);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    expect(chiSquare(counts)).toBeLessThan(chiSquareLimit(20));
  });

  test('are drawn again if they would make small results more likely', () => {
    const given = [Buffer.alloc(6, 0xff), Buffer.from('000000000005', 'hex')];
    expect(randomBelow(() => given.shift() ?? new Uint8Array(6), 7)).toBe(5);
  });

  test('let nobody win with chance 0, and everybody win with chance 1', () => {
    expect(happens(() => new Uint8Array(6), 0)).toBe(false);
    expect(happens(() => Buffer.alloc(6, 0xff), 1)).toBe(true);
  });
});
