import { expect, it } from 'vitest';
import type { Draw, RaffleWinner } from '#shared/client/schemas.ts';
import { foldDraws } from './fold-draws.ts';

const winner = (id: string, drawId: string, rank: number) =>
  ({ id, draw_id: drawId, rank }) as RaffleWinner;
const draw = (of: Partial<Draw>) => ({ winners: [], ...of }) as Draw;

const places = [
  { place: 1, position: 1, entrant: 'a' },
  { place: 2, position: 2, entrant: 'b' },
  { place: 3, position: 4, entrant: 'c', replaces: 1, reason: 'declined', draw_id: 'second' },
] as const;
const root = draw({ id: 'first', places, winners: [winner('anna', 'first', 1)] });
const replacement = draw({
  id: 'second',
  place: 3,
  replaces: { draw_id: 'first', place: 1 },
  winners: [winner('bert', 'second', 3)],
});

it('a draw also shows the places of its replacements, with the reasons; a place without a winner stays empty', () => {
  const [folded, ...others] = foldDraws([replacement, root]);
  expect(others).toEqual([]);
  expect(folded?.rows).toMatchObject([
    { place: 1, winner: { id: 'anna' }, replaced: { by: 3, reason: 'declined' } },
    { place: 2, winner: undefined, replaced: undefined },
    { place: 3, winner: { id: 'bert' }, replaced: undefined, replaces: 1 },
  ]);
});

it('a replacement is listed alone if the page does not show the draw of the replaced winner', () => {
  expect(foldDraws([replacement])).toMatchObject([
    { draw: { id: 'second' }, rows: [{ place: 3, replaces: 1, winner: { id: 'bert' } }] },
  ]);
});
