/**
 * The number of lines in a request. If each has two new lookup values, they take about ten seconds
 * on two cores.
 */
const linesMax = 100;
const bytesMax = 4 * 1024 * 1024;

export type Portion = { readonly first: number; readonly body: string };

/**
 * Splits the lines of a file into portions that fit into a request, beginning at a line. Only one
 * portion is in memory.
 */
export async function* portionsOf(
  lines: AsyncIterable<string>,
  from: number,
): AsyncGenerator<Portion> {
  let number = 0;
  let first = from;
  let held: string[] = [];
  let bytes = 0;
  for await (const line of lines) {
    number += 1;
    if (number < from) continue;
    if (held.length === linesMax || bytes + line.length > bytesMax) {
      yield { first, body: held.join('\n') };
      first = number;
      held = [];
      bytes = 0;
    }
    held.push(line);
    bytes += Buffer.byteLength(line) + 1;
  }
  if (held.length > 0) yield { first, body: held.join('\n') };
}
