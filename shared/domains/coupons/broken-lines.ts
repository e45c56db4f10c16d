import { Problem, type ProblemDetail } from '#shared/base/problems/problem.ts';

/** The most lines that an answer reports. */
const toldMax = 50;

export type BrokenLine = Extract<ProblemDetail, { readonly line: number }>;

/**
 * Collects the broken lines of a file. It keeps the first 50 broken lines, in the order of the
 * file, and counts all broken lines.
 */
export class BrokenLines {
  readonly #first: BrokenLine[] = [];
  #total = 0;

  add(line: number, rule: string): void {
    this.#total += 1;
    if (this.isFull && line >= (this.#first.at(-1)?.line ?? 0)) return;
    this.#first.push({ line, rule });
    this.#first.sort((left, right) => left.line - right.line);
    if (this.#first.length > toldMax) this.#first.pop();
  }

  get total(): number {
    return this.#total;
  }

  get first(): readonly BrokenLine[] {
    return this.#first;
  }

  /** True if no more lines fit in the answer. Later lines of the file are then only counted. */
  get isFull(): boolean {
    return this.#first.length === toldMax;
  }

  /** @throws Problem `validation-failed` */
  throwIfAny(): void {
    if (this.#total > 0) throw new Problem('validation-failed', { errors: this.#first });
  }
}
