import { describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { loadCodesMax, readCodes } from './read-codes.ts';
import { csvOf } from './testing/create-coupon-fixture.ts';

const read = async (text: string, pieceBytes?: number) =>
  (await readCodes(csvOf(text, pieceBytes))).map(({ code, line }) => `${line}:${code}`);
async function refused(csv: AsyncIterable<Uint8Array>): Promise<Problem> {
  try {
    await readCodes(csv);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a file is read', () => {
  test.each([
    ['lines', 'A-1\nB-2\n', ['1:A-1', '2:B-2']],
    ['without an end of its last line', 'A-1\nB-2', ['1:A-1', '2:B-2']],
    ['CRLF', 'A-1\r\nB-2\r\n', ['1:A-1', '2:B-2']],
    ['a byte order mark and a header', '\ufeffCode\r\nA-1', ['2:A-1']],
    ['empty lines and space', '\n  A-1 \n\n\tB-2\n', ['2:A-1', '4:B-2']],
    ['quotes', '"A,1"\n"B ""2"""\n', ['1:A,1', '2:B "2"']],
    ['what is no ASCII', 'GRÜSSE-ß\n🍀\n', ['1:GRÜSSE-ß', '2:🍀']],
    ['a code that reads like a header, further down', 'A-1\ncode', ['1:A-1', '2:code']],
  ])('%s', async (_, text, codes) => {
    for (const pieceBytes of [1, 2, 5, 1_000]) expect(await read(text, pieceBytes)).toEqual(codes);
  });
});

describe('a file is refused, by line and without what stands there', () => {
  test.each([
    ['twice the same code', 'A-1\nB-2\nA-1\n', [{ line: 3, rule: 'not twice, see line 1' }]],
    ['the same code in another form', 'e\u0301\né', [{ line: 2, rule: 'not twice, see line 1' }]],
    ['two columns', 'A-1,x\nB-2', [{ line: 1, rule: 'one column' }]],
    ['129 characters', `A\n${'x'.repeat(129)}`, [{ line: 2, rule: 'at most 128 characters' }]],
    ['a line break in a code', '"A\nB"', [{ line: 2, rule: 'no-control-characters' }]],
    ['nothing', '', [{ line: 1, rule: 'at least one code' }]],
    ['a header alone', 'code\n', [{ line: 1, rule: 'at least one code' }]],
  ])('%s', async (_, text, errors) => {
    const problem = await refused(csvOf(text));
    expect([problem.code, problem.errors]).toEqual(['validation-failed', errors]);
  });

  test('fifty lines at most are named', async () => {
    const problem = await refused(csvOf('A,1\n'.repeat(60), 1_000));
    expect(problem.errors).toHaveLength(50);
  });

  test('an open quote, and bytes that are no UTF-8', async () => {
    const open = await refused(csvOf('A-1\n"B-2\nC-3'));
    expect([open.code, open.errors]).toEqual(['csv-malformed', [{ line: 3, rule: 'RFC 4180' }]]);
    expect(JSON.stringify(open)).not.toContain('B-2');
    async function* latin() {
      yield Buffer.from('GRÜSSE', 'latin1');
    }
    expect((await refused(latin())).code).toBe('csv-malformed');
  });

  test('a line without end, before all of it came', async () => {
    let pieces = 0;
    async function* endless() {
      for (; ; pieces += 1) yield Buffer.alloc(1_000, 'x');
    }
    expect((await refused(endless())).code).toBe('csv-malformed');
    expect(pieces).toBeLessThan(500);
  });

  test('one code too many', async () => {
    const text = Array.from({ length: loadCodesMax + 1 }, (_, index) => index).join('\n');
    expect((await refused(csvOf(text, 65_536))).code).toBe('body-too-large');
  });
});
