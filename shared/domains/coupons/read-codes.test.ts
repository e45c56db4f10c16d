import { describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { BrokenLines } from './broken-lines.ts';
import { type FileRules, loadCodesMax } from './collect-codes.ts';
import { readCodes } from './read-codes.ts';
import { csvOf } from './testing/create-coupon-fixture.ts';

const unsaid: FileRules = { header: undefined, fold: false };

async function codesIn(csv: AsyncIterable<Uint8Array>, rules: FileRules) {
  const broken = new BrokenLines();
  const { codes } = await readCodes(csv, { ...rules, broken, isAllWanted: false });
  broken.throwIfAny();
  return codes.map(({ code, line }) => `${line}:${code}`);
}

const read = async (text: string, pieceBytes?: number) => codesIn(csvOf(text, pieceBytes), unsaid);

async function refused(csv: AsyncIterable<Uint8Array>, rules = unsaid): Promise<Problem> {
  try {
    await codesIn(csv, rules);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const columns =
  'only one column: a comma, semicolon, | or tab starts a new column, unless it is in quotes';
const unseen = 'no invisible or control characters';
const ask = 'looks like a header: say whether it is one, with ?header=true or ?header=false';

describe('a file is read', () => {
  test.each([
    ['lines', 'A-1\nB-2\n', ['1:A-1', '2:B-2']],
    ['lines, the last line without a line end', 'A-1\nB-2', ['1:A-1', '2:B-2']],
    ['CRLF', 'A-1\r\nB-2\r\n', ['1:A-1', '2:B-2']],
    ['a byte order mark', '\ufeffA-1\r\nB-2', ['1:A-1', '2:B-2']],
    ['empty lines, and space around codes', '\n  A-1 \n\n  \n B-2\n', ['2:A-1', '5:B-2']],
    ['quotes', '"A,1"\n"B ""2"""\n', ['1:A,1', '2:B "2"']],
    ['separators in quotes', '"A;1"\n"B|2"\n"C,3"', ['1:A;1', '2:B|2', '3:C,3']],
    ['characters that are not ASCII', 'GRÜSSE-ß\n🍀\n', ['1:GRÜSSE-ß', '2:🍀']],
    [
      'a code that looks like a header, but is not in the first line',
      'A-1\ncode',
      ['1:A-1', '2:code'],
    ],
  ])('with %s', async (_, text, codes) => {
    for (const pieceBytes of [1, 2, 5, 1_000]) expect(await read(text, pieceBytes)).toEqual(codes);
  });
});

describe('a first line', () => {
  const text = 'Gutscheincode\r\nA-1\r\n';

  test('is a header if the caller declares it a header, whatever it contains', async () => {
    const rules = { header: true, fold: false };
    expect(await codesIn(csvOf(text), rules)).toEqual(['2:A-1']);
    expect(await codesIn(csvOf('\ufeff\nA-0\nA-1'), rules)).toEqual(['3:A-1']);
  });

  test('is a code if the caller declares it a code, whatever it contains', async () => {
    const rules = { header: false, fold: false };
    expect(await codesIn(csvOf(text), rules)).toEqual(['1:Gutscheincode', '2:A-1']);
  });

  test('that looks like a header is refused until the caller declares it a header or a code', async () => {
    for (const first of ['code', 'Code', 'Gutscheincode', '"Coupon Code"', '\ufeffvoucher_codes'])
      expect(await refused(csvOf(`${first}\nA-1`))).toMatchObject({
        code: 'validation-failed',
        errors: [{ line: 1, rule: ask }],
      });
  });

  test('with two columns is refused even if the caller declares it a header', async () => {
    for (const header of [true, undefined])
      expect((await refused(csvOf('Code;Wert\nA-1'), { header, fold: false })).errors).toEqual([
        { line: 1, rule: columns },
      ]);
  });
});

describe('a file is refused, and the error repeats nothing of the file', () => {
  test.each([
    ['the same code twice', 'A-1\nB-2\nA-1\n', [{ line: 3, rule: 'not twice, see line 1' }]],
    ['the same code in another form', 'e\u0301\né', [{ line: 2, rule: 'not twice, see line 1' }]],
    ['two columns', 'A-1,x\nB-2', [{ line: 1, rule: columns }]],
    ['a semicolon', 'B-2\nA-1;5 €', [{ line: 2, rule: columns }]],
    ['a bar', 'A-1|5 €\nB-2', [{ line: 1, rule: columns }]],
    ['a tab', 'A-1\t5 €\nB-2', [{ line: 1, rule: columns }]],
    ['empty columns', 'A-1;;\n\tB-2\n;', [1, 2, 3].map((line) => ({ line, rule: columns }))],
    ['quoted columns', '"A-1";"5 €"\nB-2', [{ line: 1, rule: columns }]],
    [
      'a line that declares the separator',
      'sep=;\nA-1',
      [{ line: 1, rule: 'no line that begins with sep=' }],
    ],
    [
      'a line in quotes that declares the separator',
      '\ufeff"SEP=,"\nA-1',
      [{ line: 1, rule: 'no line that begins with sep=' }],
    ],
    ['129 characters', `A\n${'x'.repeat(129)}`, [{ line: 2, rule: 'at most 128 characters' }]],
    ['a line break in a code', '"A\nB"', [{ line: 2, rule: 'no-control-characters' }]],
    [
      'the replacement character, which also stands for bytes that are not UTF-8',
      'A\n\ufffd-1',
      [{ line: 2, rule: 'UTF-8' }],
    ],
    ['nothing', '', [{ line: 1, rule: 'at least one code' }]],
  ])('if it contains %s', async (_, text, errors) => {
    const problem = await refused(csvOf(text));
    expect([problem.code, problem.errors]).toEqual(['validation-failed', errors]);
  });

  test.each([
    ['a zero-width space', 'A-1\u200b'],
    ['a zero-width joiner', 'A\u200d-1'],
    ['a soft hyphen', 'A\u00ad1'],
    ['a byte order mark that is not in the first line', '\ufeffA-1'],
    ['a no-break space at an end', '\u00a0A-1'],
    ['a no-break space', 'A\u00a01'],
    ['an ideographic space', 'A\u30001'],
    ['a bidi control', 'A\u202e-1'],
    ['a variation selector', 'A\ufe0f-1'],
    ['a Hangul filler', 'A\u3164'],
    ['a blank of Braille', 'A\u2800'],
    ['a tag', 'A\u{e0041}'],
    ['a line separator', 'A\u20281'],
    ['a NUL', 'A\u00001'],
    ['a control of Latin-1', 'A\u00851'],
    ['a tab in quotes', '"A\t1"'],
    ['only a no-break space', '\u00a0'],
  ])('if it contains %s', async (_, line) => {
    const { code, errors } = await refused(csvOf(`B-2\n${line}\nC-3`));
    expect([code, errors]).toEqual(['validation-failed', [{ line: 2, rule: unseen }]]);
  });

  test('in a pool with `fold`, if a code has only spaces and dashes, or if two codes differ only in case, spaces and dashes', async () => {
    const folding = { header: undefined, fold: true };
    expect(await refused(csvOf('AB-12\n- –\nab 12'), folding)).toMatchObject({
      errors: [
        { line: 2, rule: 'a code' },
        { line: 3, rule: 'not twice, see line 1' },
      ],
    });
  });

  test('if it contains only a header', async () => {
    const problem = await refused(csvOf('code\n'), { header: true, fold: false });
    expect(problem.errors).toEqual([{ line: 1, rule: 'at least one code' }]);
  });

  test('after fifty broken lines, before the rest of the file is read', async () => {
    let pieces = 0;
    async function* endless() {
      for (; ; pieces += 1) yield Buffer.from('A,1\n'.repeat(100));
    }
    expect((await refused(endless())).errors).toHaveLength(50);
    expect(pieces).toBeLessThan(2_000);
  });

  test('if a quote is not closed, with the number of the last line', async () => {
    const open = await refused(csvOf('A-1\n"B-2\nC-3'));
    expect([open.code, open.errors]).toEqual(['csv-malformed', [{ line: 3, rule: 'RFC 4180' }]]);
    expect(JSON.stringify(open)).not.toContain('B-2');
  });

  test('for bytes that are not UTF-8, with their lines', async () => {
    async function* latin() {
      yield Buffer.from('A-1\nGRÜSSE\n', 'latin1');
      yield Buffer.from('FÜR\nA-2', 'latin1');
    }
    const errors = [2, 3].map((line) => ({ line, rule: 'UTF-8' }));
    expect(await refused(latin())).toMatchObject({ code: 'validation-failed', errors });
    async function* wide() {
      yield Buffer.from('\ufeffA-1\nA-2', 'utf16le');
    }
    expect((await refused(wide())).errors[0]).toEqual({ line: 1, rule: 'UTF-8' });
  });

  test('if a line is too long, before the whole line has arrived', async () => {
    let pieces = 0;
    async function* endless() {
      for (; ; pieces += 1) yield Buffer.alloc(1_000, 'x');
    }
    expect((await refused(endless())).code).toBe('csv-malformed');
    expect(pieces).toBeLessThan(500);
  });

  test('if it contains one code more than allowed', async () => {
    const text = Array.from({ length: loadCodesMax + 1 }, (_, index) => index).join('\n');
    expect((await refused(csvOf(text, 65_536))).code).toBe('body-too-large');
  });
});

test('an error that the file did not cause is not reported as invalid CSV', async () => {
  const fault = new TypeError('fault of the program');
  class FailingLines extends BrokenLines {
    override add(): void {
      throw fault;
    }
  }
  const rules = { ...unsaid, broken: new FailingLines(), isAllWanted: false };
  await expect(readCodes(csvOf('A-1\nA-1'), rules)).rejects.toBe(fault);
});
