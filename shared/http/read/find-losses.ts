import type { ProblemDetail } from '#shared/base/problems/problem.ts';

/** The largest number of losses that are reported. */
const lossesMax = 50;

/**
 * A name of this form looks like a field name in a program. An answer repeats only such names,
 * because any other name may be a personal value.
 */
const tellable = /^[a-z][A-Za-z0-9_]{0,63}$/;

/** An object or array that is being read, and the current key or index in it. */
type Frame = { readonly keys: Set<string> | undefined; at: string | number };

/**
 * The index of the quote that ends a string. `opening` is the index of the quote that begins the
 * string.
 */
function endOfString(text: string, opening: number): number {
  for (let end = text.indexOf('"', opening + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text[before] === '\\') before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
}

/**
 * True if parsing may have changed a number: a whole number above 2^53 - 1 or below -(2^53 - 1). A
 * number with an exponent and at most 15 digits (1e20) does not change.
 */
function isRounded(literal: string): boolean {
  const value = Number(literal);
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return false;
  const [digits = '', exponent] = literal.toLowerCase().split('e');
  return exponent === undefined || digits.replace(/^[-0.]+|\./g, '').length > 15;
}

/** The path to a loss (RFC 6901). It ends before the first name that an answer must not repeat. */
function pointerTo(path: readonly (string | number)[]): string {
  const end = path.findIndex((part) => typeof part === 'string' && !tellable.test(part));
  return path
    .slice(0, end === -1 ? path.length : end)
    .map((part) => `/${part}`)
    .join('');
}

/** True if a path leads into an ignored field of the body, or of a record in an array. */
function isUnread(path: readonly (string | number)[], unread: readonly string[]): boolean {
  const [first, second] = path;
  return unread.includes(String(typeof first === 'number' ? second : first));
}

/** Scans a text of JSON and notes what `JSON.parse` would lose. */
class Reading {
  readonly losses: ProblemDetail[] = [];
  readonly #unread: readonly string[];
  readonly #frames: Frame[] = [];
  #isKey = false;

  constructor(unread: readonly string[]) {
    this.#unread = unread;
  }

  #lose(rule: string): void {
    const path = this.#frames.map(({ at }) => at);
    if (this.losses.length < lossesMax && !isUnread(path, this.#unread))
      this.losses.push({ pointer: pointerTo(path), rule });
  }

  takeString(literal: string): void {
    const text = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
    const frame = this.#frames.at(-1);
    if (this.#isKey && frame?.keys !== undefined) {
      frame.at = text;
      if (frame.keys.has(text)) this.#lose('distinct-keys');
      frame.keys.add(text);
      this.#isKey = false;
    }
    if (!text.isWellFormed()) this.#lose('well-formed-unicode');
  }

  takeNumber(literal: string): void {
    if (isRounded(literal)) this.#lose('whole numbers up to 2^53 - 1');
  }

  takeMark(mark: string | undefined): void {
    const frame = this.#frames.at(-1);
    if (mark === '{') this.#frames.push({ keys: new Set(), at: '' });
    else if (mark === '[') this.#frames.push({ keys: undefined, at: 0 });
    else if (mark === '}' || mark === ']') this.#frames.pop();
    else if (mark === ',' && typeof frame?.at === 'number') frame.at += 1;
    this.#isKey = mark === '{' || (mark === ',' && frame?.keys !== undefined);
  }
}

/**
 * Finds what `JSON.parse` would lose. `JSON.parse` keeps only the last of equal keys (RFC 8259,
 * section 4). It loses digits of large whole numbers (section 6). It accepts half of a surrogate
 * pair (section 8.2). Returns the broken rules, each with the path to the loss. A path ends before
 * the first name that may be a personal value.
 * @param unread names of fields of the body, or of each record of an array, that are not checked
 */
export function findLosses(text: string, unread: readonly string[] = []): ProblemDetail[] {
  const reading = new Reading(unread);
  const marks = /["{}[\],]|-?\d[\d.eE+-]*/g;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    const [literal] = found;
    if (literal === '"') {
      const end = endOfString(text, found.index);
      reading.takeString(text.slice(found.index, end + 1));
      marks.lastIndex = end + 1;
    } else if (/^[{}[\],]/.test(literal)) reading.takeMark(literal);
    else reading.takeNumber(literal);
  }
  return reading.losses;
}
