import { type ProblemCode, problemTable } from './problem-table.ts';

/**
 * A broken rule and the place where the input breaks it. The place is a JSON pointer (RFC 6901),
 * the name of a parameter or header, or a line of a file. Neither the rule nor the place contains
 * the value.
 */
export type ProblemDetail =
  | { readonly pointer: string; readonly rule: string }
  | { readonly parameter: string; readonly rule: string }
  | { readonly header: string; readonly rule: string }
  | { readonly line: number; readonly rule: string };

type ProblemOptions = {
  readonly errors?: readonly ProblemDetail[];
  readonly cause?: unknown;
  readonly retryAfterSeconds?: number;
};

/** An error for the caller: a row of the {@link problemTable}. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly errors: readonly ProblemDetail[];
  /**
   * The number of seconds after which the caller may try again. Without this number, the answer
   * contains the default number for the answer's status. Some statuses have no default.
   */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(problemTable[code].title, { cause: options.cause });
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
