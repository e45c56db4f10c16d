import { Problem } from '#shared/base/problems/problem.ts';

/** The maximum length of a line: that of the largest record with ciphertexts in base64 or hex. */
export const lineBytesMax = 2 * 1024 * 1024;

const newline = 0x0a;

/**
 * Splits bytes in UTF-8 into lines while they arrive. At most one line is in memory.
 * @throws Problem `body-too-large` for a longer line
 */
export async function* splitLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const hold = (part: Uint8Array) => {
    length += part.length;
    if (length > lineBytesMax) throw new Problem('body-too-large');
    parts.push(part);
  };
  const take = () => {
    const text = Buffer.concat(parts).toString('utf8');
    parts = [];
    length = 0;
    return text.replace(/\r$/, '');
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      hold(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    hold(chunk.subarray(start));
  }
  if (length > 0) yield take();
}
