import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineRefused } from './line.ts';
import { lineBytesMax, splitLines } from './split-lines.ts';

async function* asChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Returns the lines. A refused line is replaced by its rule in angle brackets. */
async function linesOf(bytes: Uint8Array, size = 64 * 1024): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of splitLines(asChunks(bytes, size)))
    lines.push(line instanceof LineRefused ? `<${line.rule}>` : line);
  return lines;
}

test('lines end with LF or CRLF, and the size of the chunks does not matter', async () => {
  const text = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('\n', '\r\n'), fc.nat(9), async (given, end, size) => {
      const lines = given.map((line) => `${line.replaceAll(/[\r\n\uFEFF]/g, '')}.`);
      const bytes = Buffer.from(lines.map((line) => line + end).join(''), 'utf8');
      expect(await linesOf(bytes, size + 1)).toEqual(lines);
      expect(await linesOf(bytes.subarray(0, -end.length), size + 1)).toEqual(lines);
    }),
  );
});

test('other line separators of Unicode stay inside a line, because JSON allows them in texts', async () => {
  const line = JSON.stringify({ text: 'a\u2028b\u2029c\u0085d' });
  expect(await linesOf(Buffer.from(`${line}\n${line}`))).toEqual([line, line]);
});

test('a byte order mark at the beginning is not part of the first line', async () => {
  expect(await linesOf(Buffer.from('\uFEFF{"a":1}\n{}'))).toEqual(['{"a":1}', '{}']);
});

test('a line that is not in UTF-8 is refused, but the lines before and after it are read', async () => {
  const bytes = Buffer.concat([
    Buffer.from('a\n'),
    Buffer.from('M\xfcller\n', 'latin1'),
    Buffer.from('b\n'),
  ]);
  expect(await linesOf(bytes, 3)).toEqual(['a', '<text in UTF-8>', 'b']);
});

test('a line of more than 2 MiB is refused, but the lines before and after it are read', async () => {
  const [longest, tooLong] = ['x'.repeat(lineBytesMax), 'y'.repeat(lineBytesMax + 1)];
  const lines = await linesOf(Buffer.from(`a\n${longest}\n${tooLong}\nb`));
  expect(lines.map((line) => line.slice(0, 20))).toEqual([
    'a',
    'x'.repeat(20),
    '<at most 2 MiB>',
    'b',
  ]);
});
