import { describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { csvResponse } from './csv-response.ts';

const ignore = () => undefined;

type Row = { readonly [column: string]: unknown };

async function* rowsOf(rows: readonly Row[]) {
  yield* rows;
}

async function csvOf(columns: readonly string[], rows: readonly Row[]): Promise<string> {
  const bytes = Buffer.from(
    await csvResponse('customers', columns, rowsOf(rows), ignore).arrayBuffer(),
  );
  return bytes.toString('utf8');
}

const cellOf = async (value: unknown) =>
  (await csvOf(['v'], [{ v: value }])).slice('\ufeffv\r\n'.length);

test('is CSV of RFC 4180 with a header, CRLF and a byte order mark, as a download', async () => {
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

test('has its header when there are no rows', async () => {
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
])('the cell %o is written %s', async (value, cell) => {
  expect(await cellOf(value)).toBe(`${cell}\r\n`);
});

describe('a formula', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\0=1', '＝1+1', '＋1', '－1', '＠SUM(A1)'])(
    '%o is made text',
    async (text) => {
      expect(await cellOf(text)).toBe(`'${text}\r\n`);
    },
  );

  test('is made text also in quotes', async () => {
    expect(await cellOf('=HYPERLINK("x","y")')).toBe(`"'=HYPERLINK(""x"",""y"")"\r\n`);
    expect(await cellOf('\r=1')).toBe(`"'\r=1"\r\n`);
    expect(await cellOf('\n=1')).toBe(`"'\n=1"\r\n`);
  });
});

test('is streamed: rows are asked for as the reader goes on, and no longer once the reader leaves', async () => {
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

test('an error while rows are made breaks the download off, so that no one takes it for whole', async () => {
  async function* failing() {
    yield { v: 1 };
    throw new Error('database gone');
  }
  const reported: unknown[] = [];
  const response = csvResponse('x', ['v'], failing(), (error) => void reported.push(error));
  await expect(response.text()).rejects.toThrow(/^the export ended early$/);
  expect(reported).toEqual([expect.objectContaining({ message: 'database gone' })]);
});

test('a problem of the caller’s breaks it off too, and is nothing for an operator', async () => {
  async function* refused() {
    yield { v: 1 };
    throw new Problem('credential-revoked');
  }
  const reported: unknown[] = [];
  const response = csvResponse('x', ['v'], refused(), (error) => void reported.push(error));
  await expect(response.text()).rejects.toThrow(/^the export ended early$/);
  expect(reported).toEqual([]);
});
