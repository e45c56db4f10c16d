import { describe, expect, test } from 'vitest';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { deleteParticipation } from './delete-participation.ts';
import { drawWinners } from './draw-winners.ts';
import { listDraws } from './list-draws.ts';
import { createRaffleFixture, namesOf } from './testing/create-raffle-fixture.ts';
import { verifyDraw } from './verification/verify-draw.ts';

async function filled(count: number) {
  const made = createRaffleFixture();
  const raffle = await made.open();
  const entries = [];
  for (let at = 0; at < count; at += 1) entries.push(await made.enter(raffle, `person-${at}`));
  return { ...made, raffle, entries };
}

describe('an announced draw', () => {
  test('shows its list of entrants and a hash of its seed, and has no winner; the seed is stored encrypted', async () => {
    const { raffle, ask, announced, stored, fileOf, winners } = await filled(5);
    const draw = await ask(raffle, { count: 2, announce_only: true });
    expect(draw).toMatchObject({ state: 'committed', drawn: 0, winners: [] });
    expect(announced).toEqual([`commitment:${draw.check?.commitment}`]);
    expect(draw.check).not.toHaveProperty('seed');
    expect(await winners()).toEqual([]);
    const [kept] = await stored('raffle_draws');
    expect(kept?.data).not.toHaveProperty('seed');
    expect(kept?.data['seed_aes']).toBeInstanceOf(Uint8Array);
    expect(await verifyDraw(await fileOf(draw.id))).toMatchObject({ isValid: true });
  });

  test('is drawn with the announced list and seed, even if entries were added or deleted after the announcement', async () => {
    const { ctx, raffle, entries, ask, finish, enter, fileOf, stored } = await filled(6);
    const { id, check } = await ask(raffle, { count: 6, announce_only: true });
    await enter(raffle, 'late');
    for (const each of entries.slice(0, 2)) await deleteParticipation(ctx, { id: each.id });
    const drawn = await finish(id, { public_value: '3-17-22' });
    expect(namesOf(drawn.winners).toSorted()).toEqual([
      'person-2',
      'person-3',
      'person-4',
      'person-5',
    ]);
    const { commitment = '' } = check ?? {};
    const checked = await verifyDraw(await fileOf(id), { commitment });
    expect(checked).toMatchObject({ isValid: true, file: { header: { public_value: '3-17-22' } } });
    const [kept] = await stored('raffle_draws');
    for (const gone of ['seed_aes', 'dek', 'enc']) expect(kept?.data).not.toHaveProperty(gone);
  });

  test('is drawn only once if two equal requests come at the same time; both get the same answer, and another public value is refused', async () => {
    const { fixture, raffle, ask, finish, winners } = await filled(9);
    const { id } = await ask(raffle, { count: 3, announce_only: true });
    const both = await Promise.all([
      finish(id),
      finish(id, { public_value: null }, fixture.otherProcess('acme')),
    ]);
    expect(both[0]).toEqual(both[1]);
    expect(await winners()).toHaveLength(3);
    expect(await finish(id)).toEqual(both[0]);
    await expect(finish(id, { public_value: '7' })).rejects.toMatchObject({
      code: 'draw-finished',
    });
  });

  test('identifies no person: its tokens are not the ids of participations, and another draw has other tokens', async () => {
    const { raffle, entries, ask, fileOf } = await filled(4);
    const lists = [];
    for (let at = 0; at < 2; at += 1) {
      const { id } = await ask(raffle, { count: 1, announce_only: true });
      lists.push((await fileOf(id)).trimEnd().split('\n').slice(1));
    }
    const tokens = new Set(lists.flat());
    expect(tokens.size).toBe(8);
    for (const { id } of entries) expect(tokens.has(id)).toBe(false);
  });
});

test('no winner is drawn if the commitment cannot be logged', async () => {
  const { ctx, raffle, winners } = await filled(3);
  const announce = () => Promise.reject(new Error('the log is unavailable'));
  const input = { raffleId: raffle, body: { count: 1 }, idempotencyKey: 'k', announce };
  await expect(drawWinners(ctx, input)).rejects.toThrow('the log is unavailable');
  expect(await winners()).toEqual([]);
});

test.each([
  [0, 'none'],
  [0, 'all'],
  [1, 'none'],
  [1, 'all'],
] as const)(
  'if the process is killed at commit %d of a draw, and %s of the commit’s writes are stored, a repeated request draws only once, with the noted commitment',
  async (fatal, landed) => {
    const { fixture, ctx, raffle, winners, announced, announce } = await filled(8);
    const input = { raffleId: raffle, body: { count: 3 }, idempotencyKey: 'k', announce };
    const { store, killed } = createKilledStore(fixture.store, fatal, landed);
    await Promise.race([drawWinners(onStore(ctx, store), input), killed]);
    const before = [...announced];
    const { answer } = await drawWinners(fixture.otherProcess('acme'), input);
    expect(answer).toMatchObject({ state: 'drawn', drawn: 3 });
    expect(answer.winners).toHaveLength(3);
    expect(await winners()).toHaveLength(3);
    const { items } = await listDraws(ctx, { raffleId: raffle, page: { limit: 9 } });
    expect(items).toEqual([answer]);
    for (const outcome of before) expect(outcome).toBe(`commitment:${answer.check?.commitment}`);
  },
);
