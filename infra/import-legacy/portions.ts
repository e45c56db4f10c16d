/**
 * How many lines are sent at once. With two new lookup values each, they take about ten seconds on
 * two cores.
 */
const linesMax = 100;
const bytesMax = 4 * 1024 * 1024;

export type Portion = { readonly first: number; readonly body: string };

/**
 * The lines of a file in portions that fit into a request, starting at a line. One portion is in
 * memory.
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
