import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import type { CsvOptions } from '#shared/records/export-options.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import { csvResponse } from './csv-response.ts';

const ignore = () => undefined;

type Row = { readonly [column: string]: unknown };

async function* rowsOf(rows: readonly Row[]) {
  yield* rows;
}

async function csvOf(
  columns: readonly string[],
  rows: readonly Row[],
  options?: CsvOptions,
): Promise<string> {
  const response = csvResponse('customers', columns, rowsOf(rows), ignore, options);
  return Buffer.from(await response.arrayBuffer()).toString('utf8');
}

const cellOf = async (value: unknown) =>
  (await csvOf(['v'], [{ v: value }])).slice('\ufeffv\r\n'.length);

test('a CSV answer is a download in the form of RFC 4180, with a header, CRLF and a byte order mark', async () => {
  const response = csvResponse(
    'customers',
    ['id', 'name'],
    rowsOf([{ name: 'Jürgen', id: '1' }]),
    ignore,
  );
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="customers.csv"');
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.toString('utf8')).toBe('\ufeffid,name\r\n1,Jürgen\r\n');
});

test('a CSV answer has its header even without rows', async () => {
  expect(await csvOf(['id', 'name'], [])).toBe('\ufeffid,name\r\n');
});

test.each([
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['a\nb', '"a\nb"'],
  ['a\r\nb', '"a\r\nb"'],
  ['plain', 'plain'],
  ['', ''],
  [undefined, ''],
  [0, '0'],
  [-5, '-5'],
  [true, 'true'],
  [false, 'false'],
  [{ a: 1 }, '"{""a"":1}"'],
  [['x'], '"[""x""]"'],
  [null, 'null'],
])('the cell %o is written as %s', async (value, cell) => {
  expect(await cellOf(value)).toBe(`${cell}\r\n`);
});

describe('a formula', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\0=1',
    ' =1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '\tx',
  ])('%o is turned into text', async (text) => {
    expect(await cellOf(text)).toBe(`'${text}\r\n`);
  });

  test('is turned into text even in quotes', async () => {
    expect(await cellOf('=HYPERLINK("x","y")')).toBe(`"'=HYPERLINK(""x"",""y"")"\r\n`);
    expect(await cellOf('\r=1')).toBe(`"'\r'=1"\r\n`);
    expect(await cellOf('\n=1')).toBe(`"'\n'=1"\r\n`);
  });

  test.each([
    ['Danke;=1+1;ok', "Danke;'=1+1;ok"],
    ['Danke\t=1+1\tok', "Danke\t'=1+1\tok"],
    ['Danke,=1+1', `"Danke,'=1+1"`],
    ['Danke|@SUM(A1)', "Danke|'@SUM(A1)"],
    ['Danke\n=1+1', `"Danke\n'=1+1"`],
    ['Danke\r\n-1+1', `"Danke\r\n'-1+1"`],
    ['Danke; =1+1', "Danke;' =1+1"],
    ['Danke;"=1+1"', `"Danke;'""=1+1"""`],
    ['Danke;\0\0=1+1', "Danke;'\0\0=1+1"],
    ['Danke;＝1+1', "Danke;'＝1+1"],
    [';;=1', ";;'=1"],
  ])('after a separator inside %o is turned into text', async (text, cell) => {
    expect(await cellOf(text)).toBe(`${cell}\r\n`);
  });

  test('in the middle of a text is not changed', async () => {
    for (const text of ['1 + 1 = 2', 'a@b', '2026-11-28', 'C++', 'x=1;y=2', 'a;b'])
      expect(await cellOf(text)).toBe(`${text}\r\n`);
  });

  test('inside JSON is escaped so that the parsed value stays the same; a number is not a formula', async () => {
    const strings = ['=1+1', ' +1', '-1', 'a\n=1', '"=1'];
    const value = { '=a': 'x;=1', b: strings, n: [-1, 1e-7], s: 'x = 1' };
    const [[text = ''] = []] = parse(await cellOf(value));
    expect(JSON.parse(text)).toEqual(value);
    expect(text).toBe(
      String.raw`{"\u003da":"x;\u003d1","b":["\u003d1+1"," \u002b1","\u002d1","a\n=1","\"=1"],"n":[-1,1e-7],"s":"x = 1"}`,
    );
  });

  test('is never at the beginning of a cell, even if a spreadsheet uses another separator', async () => {
    const character = fc.constantFrom(...';,\t|\r\n"=+-@\0 a＝\'{[\\');
    const value = fc.string({ unit: character, maxLength: 12 });
    const cell = fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.dictionary(value, value));
    const rows = fc.array(fc.record({ v: cell, w: cell }), { minLength: 1, maxLength: 3 });
    const separators = fc.constantFrom('comma' as const, 'semicolon' as const);
    const check = async (some: readonly Row[], separator: CsvOptions['separator']) => {
      const options = { format: 'spreadsheet', separator } as const;
      const identified = some.map((row) => ({ id: 'x', ...row }));
      const file = (await csvOf(['id', 'v', 'w'], identified, options)).slice(1);
      for (const splitAt of [',', ';', '\t', '|'])
        for (const cells of [piecesOf(file, splitAt), cellsOf(file, splitAt)])
          for (const each of cells) expect(each).not.toMatch(/^[\0" ]*[=+\-@＝]/);
    };
    await fc.assert(fc.asyncProperty(rows, separators, check), { numRuns: 500 });
  });
});

/** Splits a file at every separator, even inside quotes. */
function piecesOf(file: string, splitAt: string): string[] {
  return file.split(/[\r\n]/).flatMap((line) => line.split(splitAt));
}

/** Returns the cells that a spreadsheet reads if it splits the file at a separator. */
function cellsOf(file: string, splitAt: string): string[] {
  const rules = { delimiter: splitAt, relax_column_count: true, relax_quotes: true };
  return parse(file, { ...rules, skip_records_with_error: true }).flat();
}

describe('in the raw format', () => {
  const values = ['=1+1', 'a;=1', '\t-1', "'x", '"q"', 'x\r\ny', 'a,b', ' s ', '\0', '＝1', ''];

  test.each(['comma', 'semicolon'] as const)(
    'values are unchanged and separated by a %s, and the file begins with its header',
    async (separator) => {
      const rows = values.map((v) => ({ v, w: { v } }));
      const file = await csvOf(['v', 'w'], rows, { format: 'raw', separator });
      const delimiter = separator === 'comma' ? ',' : ';';
      expect(file.startsWith(`v${delimiter}w\r\n`)).toBe(true);
      const read = parse(file, { columns: true, delimiter }) as { v: string; w: string }[];
      expect(read.map(({ v }) => v)).toEqual(values);
      expect(read.map(({ w }) => w)).toEqual(values.map((v) => JSON.stringify({ v })));
    },
  );
});

test('with the option for semicolons, cells are separated by semicolons', async () => {
  const rows = [{ id: 'a;b', name: 'c,d' }];
  const options = { format: 'spreadsheet', separator: 'semicolon' } as const;
  expect(await csvOf(['id', 'name'], rows, options)).toBe('\ufeffid;name\r\n"a;b";c,d\r\n');
});

test('a CSV answer is a stream: it reads rows only as fast as the receiver reads, and stops when the receiver disconnects', async () => {
  let made = 0;
  let closed = false;
  async function* endless() {
    try {
      for (;;) {
        made += 1;
        yield { v: 'x'.repeat(1_000) };
      }
    } finally {
      closed = true;
    }
  }
  const reader = csvResponse('big', ['v'], endless(), ignore).body?.getReader();
  await reader?.read();
  const soon = made;
  expect(soon).toBeLessThan(1_000);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(made - soon).toBeLessThan(1_000);
  await reader?.cancel();
  await expect.poll(() => closed).toBe(true);
});

test('if a row cannot be made, the download ends with an error; so the receiver notices that the file is incomplete', async () => {
  async function* failing() {
    yield { v: 1 };
    throw new Error('database gone');
  }
  const reported: unknown[] = [];
  const response = csvResponse('x', ['v'], failing(), (error) => void reported.push(error));
  await expect(response.text()).rejects.toThrow(/^the export ended early$/);
  expect(reported).toEqual([expect.objectContaining({ message: 'database gone' })]);
});

test.each([
  ['a problem that the caller causes', new Problem('credential-revoked')],
  ['an outage of the key service', new KeyServiceUnavailable()],
  ['an outage of the database', new StoreUnavailable('outage')],
])('%s also ends the download, but is not reported as an error', async (_what, error) => {
  async function* refused() {
    yield { v: 1 };
    throw error;
  }
  const reported: unknown[] = [];
  const response = csvResponse('x', ['v'], refused(), (each) => void reported.push(each));
  await expect(response.text()).rejects.toThrow(/^the export ended early$/);
  expect(reported).toEqual([]);
});
