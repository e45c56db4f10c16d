import { LineRefused } from '#shared/sweeps/legacy/line.ts';

/**
 * The largest number of lines in a request. If each line has two new lookup values, the request
 * takes about ten seconds on two cores.
 */
const linesMax = 100;
const bytesMax = 4 * 1024 * 1024;

export type Rejection = { readonly line: number; readonly field?: string; readonly rule: string };

export type Portion = {
  /** The number that the first line of the portion has in the file. */
  readonly first: number;
  readonly body: string;
  /**
   * The lines that cannot be sent, with their numbers in the file. The body contains an empty line
   * for each of them.
   */
  readonly refused: readonly Rejection[];
  /**
   * The positions in the file, in bytes, at which the portion begins and ends. A line that cannot
   * be sent counts as only one byte.
   */
  readonly begin: number;
  readonly end: number;
};

/**
 * Splits the lines of a file into portions that fit into a request. Begins at the line with the
 * number `from`. Only one portion at a time is in memory.
 */
export async function* portionsOf(
  lines: AsyncIterable<string | LineRefused>,
  from: number,
): AsyncGenerator<Portion> {
  let number = 0;
  let first = from;
  let held: string[] = [];
  let refused: Rejection[] = [];
  let [begin, end] = [0, 0];
  const take = (): Portion => ({ first, body: held.join('\n'), refused, begin, end });
  for await (const line of lines) {
    number += 1;
    const text = line instanceof LineRefused ? '' : line;
    const bytes = Buffer.byteLength(text) + 1;
    if (number < from) {
      end += bytes;
      begin = end;
      continue;
    }
    if (held.length === linesMax || end + bytes - begin > bytesMax) {
      yield take();
      first = number;
      held = [];
      refused = [];
      begin = end;
    }
    held.push(text);
    end += bytes;
    if (line instanceof LineRefused) refused.push({ line: number, rule: line.rule });
  }
  if (held.length > 0) yield take();
}
