import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse as parseCsv } from 'csv-parse';
import { Problem } from '#shared/base/problems/problem.ts';
import type { BrokenLines } from './broken-lines.ts';
import { CodeCollector, type FileRules, type Row } from './collect-codes.ts';

/** Longest line, in characters. */
const lineMax = 2_000;
/** What separates columns in the files that people export. A code that holds one of them stands in quotes. */
const separators = [',', ';', '|', '\t'];

/** What is no UTF-8 becomes U+FFFD, so that its line can be told. */
async function* decode(csv: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const bytes of csv) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

/** The line at which a file ceases to be CSV. Its own text quotes the line, so nobody is told that. */
function lineOf(error: unknown): number | undefined {
  const line = error instanceof CsvError ? error['lines'] : undefined;
  return typeof line === 'number' ? line : undefined;
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const line = lineOf(error);
  const errors = line === undefined ? [] : [{ line, rule: 'RFC 4180' }];
  return new Problem('csv-malformed', { errors });
}

/**
 * Reads a file of codes, one column, as it comes in: UTF-8 with or without a byte order mark, empty lines left out.
 * Lines that hold no code, or one twice, are told to `broken`; unless all of the file is wanted, reading ends when
 * that is full.
 * @throws Problem `csv-malformed` unless all is wanted, `validation-failed` when `broken` is full, `body-too-large`
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
      broken.add(lineOf(error) ?? 1, 'RFC 4180; what follows may not be read');
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
    throw toProblem(error);
  }
  return collector.end();
}
