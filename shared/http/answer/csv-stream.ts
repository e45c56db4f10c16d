import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { type CsvOptions, usualCsv } from '#shared/records/export-options.ts';
import type { Row } from '#shared/records/export-records.ts';
import { harmlessJson, harmlessText } from './harmless-cell.ts';
import { isUnexpected } from './problem-response.ts';

const delimiters = { comma: ',', semicolon: ';' } as const;

function toCell(value: unknown, format: CsvOptions['format']): string {
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const isText = typeof value === 'string';
  const text = isText ? value : JSON.stringify(value);
  if (format === 'raw') return text;
  return isText ? harmlessText(text) : harmlessJson(text);
}

async function* cellsOf(
  columns: readonly string[],
  rows: AsyncIterable<Row>,
  format: CsvOptions['format'],
): AsyncGenerator<string[], void> {
  for await (const row of rows) yield columns.map((column) => toCell(row[column], format));
}

/**
 * Writes rows as CSV (RFC 4180) while they are read. In the format for spreadsheets, a byte order
 * mark shows that the file is UTF-8. In this format no cell becomes a formula, even if the
 * spreadsheet splits the file at other separators. In the raw format, values are unchanged. If an
 * error happens after the stream has begun, the stream ends early. The error is reported if an
 * operator should look at it.
 */
export function createCsvStream(
  columns: readonly string[],
  rows: AsyncIterable<Row>,
  reportError: (error: unknown) => void,
  { format, separator }: CsvOptions = usualCsv,
): Readable {
  const csv = stringify({
    columns: [...columns],
    header: true,
    bom: format === 'spreadsheet',
    delimiter: delimiters[separator],
    record_delimiter: 'windows',
    // Without this pattern the library quotes a cell with CRLF, but not a cell with a single line
    // feed. Such a line feed would begin a new row.
    quoted_match: /[\r\n]/,
    writableHighWaterMark: 1,
  });
  // Only one row is made at a time. Rights, expiry and fences are checked when a row is made, and
  // not again while the row waits in a buffer.
  const cells = Readable.from(cellsOf(columns, rows, format), { highWaterMark: 1 });
  cells.on('error', (error) => {
    if (isUnexpected(error)) reportError(error);
    // The server may print the error with which a stream ends. The original error could quote a
    // value, so the stream ends with another error.
    csv.destroy(new Error('the export ended early'));
  });
  csv.on('close', () => cells.destroy());
  return cells.pipe(csv);
}
