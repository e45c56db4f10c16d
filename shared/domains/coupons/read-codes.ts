import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse as parseCsv } from 'csv-parse';
import { Problem } from '#shared/base/problems/problem.ts';
import type { BrokenLines } from './broken-lines.ts';
import { CodeCollector, type FileRules, type Row } from './collect-codes.ts';

/** The longest line, in bytes. */
const lineMax = 2_000;
/**
 * Other programs separate columns with these characters. A code that contains one of them must be
 * in quotes.
 */
const separators = [',', ';', '|', '\t'];

/** Turns bytes that are not UTF-8 into U+FFFD, so that their line can be reported. */
async function* decode(csv: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of csv) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

/**
 * Returns the number of the line at which a file is no longer valid CSV. The parser's own message
 * may quote text of the line, so callers never get this message.
 */
function lineOf(error: CsvError | undefined): number | undefined {
  const line = error?.['lines'];
  return typeof line === 'number' ? line : undefined;
}

function toProblem(error: CsvError): Problem {
  const line = lineOf(error);
  const errors = line === undefined ? [] : [{ line, rule: 'RFC 4180' }];
  return new Problem('csv-malformed', { errors });
}

/**
 * Reads a file of codes in one column while it arrives. The file is UTF-8, with or without a byte
 * order mark. Empty lines are skipped. The function reports to `broken` each line that has no valid
 * code, and each line whose code is in an earlier line. With `isAllWanted` it continues after
 * broken lines. After invalid CSV the parser may miss some lines. Without `isAllWanted` the
 * function stops when `broken` is full, or when the file is no longer valid CSV.
 * @throws Problem `body-too-large`, and without `isAllWanted` also `csv-malformed`, and
 * `validation-failed` if `broken` is full
 */
export async function readCodes(
  csv: AsyncIterable<Uint8Array>,
  rules: FileRules & { readonly broken: BrokenLines; readonly isAllWanted: boolean },
): Promise<ReturnType<CodeCollector['end']>> {
  const { broken, isAllWanted } = rules;
  const collector = new CodeCollector(rules, broken);
  const parser = parseCsv({
    bom: true,
    delimiter: separators,
    info: true,
    max_record_size: lineMax,
    on_skip: (error) => {
      broken.add(lineOf(error) ?? 1, 'RFC 4180; the lines after this line are perhaps not read');
      return undefined;
    },
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: isAllWanted,
    trim: true,
  });
  try {
    await pipeline(Readable.from(decode(csv)), parser, async (rows: AsyncIterable<Row>) => {
      for await (const row of rows) {
        collector.take(row);
        if (broken.isFull && !isAllWanted) broken.throwIfAny();
      }
    });
  } catch (error) {
    throw error instanceof CsvError ? toProblem(error) : error;
  }
  return collector.end();
}
