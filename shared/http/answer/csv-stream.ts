import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Row } from '#shared/records/export-records.ts';

/**
 * A cell that begins like this is a formula to a spreadsheet, also in the full width of East Asian keyboards, or after
 * NULs, which spreadsheets pass over (OWASP ASVS 1.2.10).
 */
const formulaStart = /^\0*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/;

/** Makes a text harmless to spreadsheets: an apostrophe before it keeps it text (OWASP, CSV Injection). */
function toCell(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return formulaStart.test(text) ? `'${text}` : text;
}

/**
 * Rows as CSV (RFC 4180, with a byte order mark so that spreadsheets read UTF-8), as they come.
 * An error in the middle can only end the stream; it is reported, unless it is a problem of the caller's.
 */
export function createCsvStream(
  columns: readonly string[],
  rows: AsyncIterable<Row>,
  reportError: (error: unknown) => void,
): Readable {
  const csv = stringify({
    columns: [...columns],
    header: true,
    bom: true,
    record_delimiter: 'windows',
    // By itself the library quotes only the delimiter's CRLF; a lone line feed would begin a row.
    quoted_match: /[\r\n]/,
  });
  const cells = Readable.from(rows).map((row: Row) => columns.map((column) => toCell(row[column])));
  cells.on('error', (error) => {
    // A problem is the caller's: a key that was revoked meanwhile, say.
    if (!(error instanceof Problem)) reportError(error);
    // Whoever serves the stream may print what ends it: the error itself could quote a value.
    csv.destroy(new Error('the export ended early'));
  });
  csv.on('close', () => cells.destroy());
  return cells.pipe(csv);
}
