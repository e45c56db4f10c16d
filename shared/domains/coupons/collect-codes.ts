import type { Info } from 'csv-parse';
import { Problem } from '#shared/base/problems/problem.ts';
import type { BrokenLines } from './broken-lines.ts';
import { codeText, comparedCode, hasInvisible } from './code-text.ts';
import { looksLikeHeader } from './looks-like-header.ts';

/** The most codes in one file. */
export const loadCodesMax = 50_000;

export type CodeLine = { readonly code: string; readonly line: number };

/** Facts about a file that are known before it is read. */
export type FileRules = {
  /** True if the first line is a header, false if not. Undefined if the caller does not say. */
  readonly header: boolean | undefined;
  /** True if the pool ignores case, spaces and dashes. */
  readonly fold: boolean;
};

/** A row from the parser. */
export type Row = {
  readonly record: readonly string[];
  readonly info: Pick<Info, 'lines'>;
  /** The row as it is in the file, including its line end and the empty lines before it. */
  readonly raw: string;
};

function ruleBrokenBy({ record, raw }: Row, fold: boolean): string | undefined {
  if (raw.includes('\ufffd')) return 'UTF-8';
  if (record.length !== 1)
    return 'only one column: a comma, semicolon, | or tab starts a new column, unless it is in quotes';
  if (hasInvisible(raw.replace(/[\r\n]/g, ''))) return 'no invisible or control characters';
  const parsed = codeText.safeParse(record[0]);
  const issue = parsed.error?.issues[0];
  if (issue?.code === 'custom') return String(issue.params?.['rule']);
  const isCode = parsed.success && comparedCode(parsed.data, fold) !== '';
  return isCode ? undefined : 'a code';
}

/**
 * Takes the rows of a file in order, and collects its codes. It reports a row to `broken` if the
 * row is not a valid code or repeats an earlier code.
 */
export class CodeCollector {
  readonly #rules: FileRules;
  readonly #broken: BrokenLines;
  readonly #codes: CodeLine[] = [];
  readonly #lines = new Map<string, number>();
  #firstLine: number | undefined;
  #repeated = 0;

  constructor(rules: FileRules, broken: BrokenLines) {
    this.#rules = rules;
    this.#broken = broken;
  }

  /** @throws Problem `body-too-large` for more than {@link loadCodesMax} */
  take(row: Row): void {
    const { lines: line } = row.info;
    const { header, fold } = this.#rules;
    if (this.#firstLine === undefined) {
      this.#firstLine = line;
      if (/^\s*"?sep=/i.test(row.raw))
        return this.#broken.add(line, 'no line that begins with sep=');
      if (header && row.record.length === 1) return;
    }
    const rule = ruleBrokenBy(row, fold);
    if (rule !== undefined) return this.#broken.add(line, rule);
    this.#keep(codeText.parse(row.record[0]), line);
  }

  #keep(code: string, line: number): void {
    const compared = comparedCode(code, this.#rules.fold);
    const earlier = this.#lines.get(compared);
    if (earlier !== undefined) {
      this.#repeated += 1;
      return this.#broken.add(line, `not twice, see line ${earlier}`);
    }
    this.#lines.set(compared, line);
    if (this.#codes.push({ code, line }) > loadCodesMax) throw new Problem('body-too-large');
  }

  /** Returns the codes, and the number of lines whose code is also in an earlier line. */
  end(): { readonly codes: readonly CodeLine[]; readonly repeated: number } {
    this.#judgeFirst();
    if (this.#codes.length === 0 && this.#broken.total === 0)
      this.#broken.add(1, 'at least one code');
    return { codes: this.#codes, repeated: this.#repeated };
  }

  /**
   * If the first line looks like a header and the caller has not said what it is, removes and
   * reports it.
   */
  #judgeFirst(): void {
    const [first, ...rest] = this.#codes;
    if (this.#rules.header !== undefined || first === undefined) return;
    if (first.line !== this.#firstLine) return;
    const others = rest.map(({ code }) => code);
    if (!looksLikeHeader(first.code, others)) return;
    this.#codes.shift();
    this.#broken.add(
      first.line,
      'looks like a header: say whether it is one, with ?header=true or ?header=false',
    );
  }
}
