import { LineRefused } from './line.ts';

/**
 * The maximum length of a line. Even the largest record fits, with ciphertexts as base64 or hex.
 */
export const lineBytesMax = 2 * 1024 * 1024;

const newline = 0x0a;

/** The decoder also removes the byte order mark that some programs write at the start of a file. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeLine(bytes: Uint8Array): string | LineRefused {
  try {
    return utf8.decode(bytes).replace(/\r$/, '');
  } catch {
    return new LineRefused('text in UTF-8');
  }
}

/**
 * Splits bytes in UTF-8 into lines while they arrive. At most one line is in memory. A line that is
 * too long or not in UTF-8 is replaced by a `LineRefused`.
 */
export async function* splitLines(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<string | LineRefused> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const hold = (part: Uint8Array) => {
    length += part.length;
    if (length <= lineBytesMax) parts.push(part);
    else parts = [];
  };
  const take = () => {
    const isWhole = length <= lineBytesMax;
    const line = isWhole ? decodeLine(Buffer.concat(parts)) : new LineRefused('at most 2 MiB');
    parts = [];
    length = 0;
    return line;
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
