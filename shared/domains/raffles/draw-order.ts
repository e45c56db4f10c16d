import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { countOf, type EntrantRows, entrantAt, firstAt } from './entrant-rows.ts';
import { type Drawn, scoreText } from './verification/draw-format.ts';

const scoreBytes = 32;
/**
 * The number of hashes that are computed without a pause. This takes about 20 ms. In the pause the
 * process serves other requests.
 */
const hashedAtOnce = 10_000;

/**
 * Returns the row numbers of a draw's entrants, in the order that the seed decides. Each entrant
 * has a score: the SHA-256 of seed, public value and entrant. The entrant with the smallest score
 * comes first. If a person has several entrants, only the entrant with the smallest score is in the
 * order. Scores are uniform and independent, so each entrant is equally likely to be next (bottom-k
 * sampling: Cohen and Kaplan, PODC 2007). Memory: 40 bytes for each entrant.
 */
export async function orderEntrants(
  rows: EntrantRows,
  by: Pick<Drawn, 'seed' | 'public_value'>,
): Promise<Uint32Array> {
  const count = countOf(rows);
  const scores = Buffer.alloc(count * scoreBytes);
  const isBefore = (one: number, other: number) =>
    scores.compare(
      scores,
      other * scoreBytes,
      (other + 1) * scoreBytes,
      one * scoreBytes,
      (one + 1) * scoreBytes,
    );
  const best = new Uint32Array(count);
  const persons: number[] = [];
  for (let row = 0; row < count; row += 1) {
    scores.set(hash('sha256', scoreText(by, entrantAt(rows, row)), 'buffer'), row * scoreBytes);
    const first = firstAt(rows, row);
    if (first === row) persons.push(row);
    // Of a person's entrants, only the entrant with the smallest score is kept.
    if (first === row || isBefore(row, best[first] ?? row) < 0) best[first] = row;
    if (row % hashedAtOnce === hashedAtOnce - 1) await setImmediate();
  }
  return Uint32Array.from(persons, (first) => best[first] ?? first).toSorted(isBefore);
}
