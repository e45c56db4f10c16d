import { describe, expect, test } from 'vitest';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { correctParticipation } from './correct-participation.ts';
import { deleteParticipation } from './delete-participation.ts';
import { drawWinners } from './draw-winners.ts';
import { listDraws } from './list-draws.ts';
import { exportWinners, listWinners } from './list-winners.ts';
import { createRaffleFixture, namesOf } from './testing/create-raffle-fixture.ts';
import { verifyDraw } from './verification/verify-draw.ts';

async function drawnOf(people: number, count: number) {
  const made = createRaffleFixture();
  const raffle = await made.open();
  for (let at = 0; at < people; at += 1) await made.enter(raffle, `person-${at}`);
  return { ...made, raffle, drawn: await made.draw(raffle, count) };
}

describe('a replacement', () => {
  test('stores the replaced place and the reason, and notes both in the log; the replaced winner is still listed', async () => {
    const { ctx, raffle, drawn, replace, announced, fileOf } = await drawnOf(6, 2);
    const [first] = drawn.winners;
    const replacement = await replace(raffle, first?.id);
    expect(replacement).toMatchObject({
      count: 1,
      drawn: 1,
      place: 3,
      replaces: { draw_id: drawn.id, place: 1 },
      reason: 'declined',
      winners: [{ rank: 3, draw_id: replacement.id }],
    });
    expect(announced.at(-1)).toBe(`replaces:${drawn.id}.1:declined`);
    const page = { raffleId: raffle, page: { limit: 9 } };
    const [, root] = (await listDraws(ctx, page)).items;
    expect(root?.winners[0]).toMatchObject({ id: first?.id, replaced_reason: 'declined' });
    expect(root?.winners[1]).not.toHaveProperty('replaced_at');
    const rows = [];
    for await (const row of await exportWinners(ctx, raffle)) rows.push(row['replaced_reason']);
    expect(rows.filter((reason) => reason !== undefined)).toEqual(['declined']);
    expect(rows).toHaveLength(3);
    expect(await verifyDraw(await fileOf(replacement.id))).toMatchObject({ isValid: true });
  });

  test('chooses the next entrant in the order of the seed, whichever place it replaces', async () => {
    const { raffle, drawn, replace, fileOf } = await drawnOf(5, 1);
    await replace(raffle, { draw_id: drawn.id, place: 1 });
    const second = await replace(raffle, { draw_id: drawn.id, place: 2 });
    await replace(raffle, { draw_id: second.id, place: 3 });
    const [header = ''] = (await fileOf(drawn.id)).split('\n');
    const { places } = JSON.parse(header) as { readonly places: readonly { position: number }[] };
    expect(places.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
  });

  test('is refused if the place was already replaced or is unknown, if no other entrant is left, or if the request is invalid', async () => {
    const { raffle, drawn, open, replace, ask } = await drawnOf(2, 1);
    const place = (at: number) => ({ draw_id: drawn.id, place: at });
    await replace(raffle, place(1));
    await expect(replace(raffle, place(1))).rejects.toMatchObject({ code: 'already-replaced' });
    await expect(replace(raffle, place(2))).rejects.toMatchObject({ code: 'nobody-left' });
    const other = await open();
    for (const [of, replaces] of [
      [raffle, place(3)],
      [other, place(1)],
      [raffle, 'f'.repeat(32)],
    ] as const)
      await expect(replace(of, replaces)).rejects.toMatchObject({ code: 'validation-failed' });
    for (const body of [
      { count: 2, replaces: place(2), reason: 'declined' },
      { count: 1, replaces: place(2) },
      { count: 1, reason: 'declined' },
      { count: 1, replaces: place(2), reason: 'too slow' },
    ])
      await expect(ask(raffle, body)).rejects.toMatchObject({ code: 'validation-failed' });
  });

  test('is made only once if ten simultaneous requests ask for it', async () => {
    const { fixture, raffle, drawn, replace, winners } = await drawnOf(20, 1);
    const contexts = [fixture.contextOf('acme'), fixture.otherProcess('acme')];
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, (_, at) =>
        replace(raffle, { draw_id: drawn.id, place: 1 }, contexts[at % 2]),
      ),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of all)
      if (each.status === 'rejected')
        expect(each.reason).toMatchObject({ code: 'already-replaced' });
    expect(await winners()).toHaveLength(2);
  });

  test.each(['none', 'all'] as const)(
    'whose process is killed at the commit, with %s of the writes stored, is made only once when the request is repeated',
    async (landed) => {
      const { fixture, ctx, raffle, drawn, winners, announce } = await drawnOf(6, 1);
      const body = {
        count: 1,
        replaces: { draw_id: drawn.id, place: 1 },
        reason: 'not_reached',
      };
      const input = { raffleId: raffle, body, idempotencyKey: 'k', announce };
      const { store, killed } = createKilledStore(fixture.store, 0, landed);
      await Promise.race([drawWinners(onStore(ctx, store), input), killed]);
      const { answer } = await drawWinners(fixture.otherProcess('acme'), input);
      expect(answer).toMatchObject({ place: 2, winners: [{ rank: 2 }] });
      expect(await winners()).toHaveLength(2);
    },
  );
});

test('if a winner’s entry is deleted, the winner’s place still exists and can be replaced', async () => {
  const { ctx, raffle, drawn, replace, fileOf } = await drawnOf(5, 2);
  const gone = drawn.winners[0]?.participation_id ?? '';
  await deleteParticipation(ctx, { id: gone });
  const page = { raffleId: raffle, page: { limit: 9 } };
  const [root] = (await listDraws(ctx, page)).items;
  expect(root?.places).toEqual(drawn.places);
  expect(root?.winners.map(({ rank }) => rank)).toEqual([2]);
  const replacement = await replace(raffle, { draw_id: drawn.id, place: 1 });
  expect(replacement).toMatchObject({ place: 3, winners: [{}] });
  expect(await verifyDraw(await fileOf(drawn.id))).toMatchObject({ isValid: true });
});

test('a replaced winner is still marked as replaced after a correction of the entry', async () => {
  const { ctx, raffle, drawn, replace } = await drawnOf(4, 1);
  const [winner] = drawn.winners;
  await replace(raffle, winner?.id);
  await correctParticipation(ctx, {
    id: winner?.participation_id ?? '',
    body: { firstname: 'Neu' },
  });
  const { items } = await listWinners(ctx, { raffleId: raffle, page: { limit: 9 } });
  const replaced = items.filter((each) => each.replaced_reason === 'declined');
  expect(namesOf(replaced)).toEqual(['Neu']);
});
