import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Info, parse as parseCsv } from 'csv-parse';
import { Problem, type ProblemDetail } from '#shared/base/problems/problem.ts';
import { codeText, comparedCode } from './code-text.ts';

/** Codes of one file at most. */
export const loadCodesMax = 50_000;

/** Longest line, in characters. */
const lineMax = 2_000;
/** Most lines told at once. */
const errorsMax = 50;

export type CodeLine = { readonly code: string; readonly line: number };

type Row = { readonly record: readonly string[]; readonly info: Pick<Info, 'lines'> };

/** The lines of a file that break a rule; enough of them end the reading. */
export class BrokenLines {
  readonly #errors: ProblemDetail[] = [];

  add(line: number, rule: string): void {
    if (this.#errors.push({ line, rule }) >= errorsMax) this.throwIfAny();
  }

  /** @throws Problem `validation-failed` */
  throwIfAny(): void {
    if (this.#errors.length > 0) throw new Problem('validation-failed', { errors: this.#errors });
  }
}

/** Bytes as text, piece by piece. @throws TypeError when they are not UTF-8 */
async function* decode(csv: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const bytes of csv) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

function ruleBrokenBy(record: readonly string[]): string | undefined {
  if (record.length !== 1) return 'one column';
  const parsed = codeText.safeParse(record[0]);
  const issue = parsed.error?.issues[0];
  if (issue === undefined) return undefined;
  return issue.code === 'custom' ? String(issue.params?.['rule']) : 'a code';
}

/** Takes rows in order; a first line `code` is a header. */
function createCollector() {
  const codes: CodeLine[] = [];
  const lines = new Map<string, number>();
  const broken = new BrokenLines();
  let rows = 0;
  return {
    take({ record, info: { lines: line } }: Row): void {
      rows += 1;
      if (rows === 1 && record.length === 1 && record[0]?.toLowerCase() === 'code') return;
      const rule = ruleBrokenBy(record);
      if (rule !== undefined) return broken.add(line, rule);
      const code = codeText.parse(record[0]);
      const earlier = lines.get(comparedCode(code));
      if (earlier !== undefined) return broken.add(line, `not twice, see line ${earlier}`);
      lines.set(comparedCode(code), line);
      if (codes.push({ code, line }) > loadCodesMax) throw new Problem('body-too-large');
    },
    end(): CodeLine[] {
      broken.throwIfAny();
      if (codes.length === 0) broken.add(1, 'at least one code');
      broken.throwIfAny();
      return codes;
    },
  };
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const line = error instanceof CsvError ? error['lines'] : undefined;
  const errors = typeof line === 'number' ? [{ line, rule: 'RFC 4180' }] : [];
  return new Problem('csv-malformed', { errors });
}

/**
 * Reads a file of codes, one column, as it comes in: UTF-8 with or without a byte order mark, a header line
 * `code` or none, empty lines left out.
 * @throws Problem `csv-malformed`, `validation-failed` with the lines that hold no code or one twice,
 * `body-too-large` for more than {@link loadCodesMax}
 */
export async function readCodes(csv: AsyncIterable<Uint8Array>): Promise<CodeLine[]> {
  const collector = createCollector();
  const parser = parseCsv({
    bom: true,
    info: true,
    max_record_size: lineMax,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  try {
    await pipeline(Readable.from(decode(csv)), parser, async (rows: AsyncIterable<Row>) => {
      for await (const row of rows) collector.take(row);
    });
  } catch (error) {
    // Its own text quotes the line.
    throw toProblem(error);
  }
  return collector.end();
}
