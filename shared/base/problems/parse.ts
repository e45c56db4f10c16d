import type * as z from 'zod';
import { Problem, type ProblemDetail } from './problem.ts';

/**
 * Writes a path as a JSON pointer, in which `~` and `/` in names are escaped (RFC 6901, section 3).
 */
function pointerTo(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

type Issue = z.core.$ZodIssue;

/**
 * Returns the message that our schema gives for its pattern or union. If the schema gives none, the
 * message is the library's own text, which may contain the pattern. Then the result is undefined.
 */
function ownWords({ message }: Issue): string | undefined {
  return message.startsWith('Invalid ') ? undefined : message;
}

function ruleOf(issue: Issue): string {
  if (issue.code === 'custom' && typeof issue.params?.['rule'] === 'string')
    return issue.params['rule'];
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'required' : `type ${issue.expected}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `at least ${issue.minimum}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_format') return ownWords(issue) ?? `format ${issue.format}`;
  if (issue.code === 'invalid_union') return ownWords(issue) ?? 'one of several forms';
  return issue.code.replaceAll('_', '-');
}

/**
 * The rules that an input breaks, each with the place of the wrong value. The caller chooses the
 * name of an unknown field, and may have written a personal value there by mistake. So the name is
 * left out.
 */
function detailsOf(issue: Issue): ProblemDetail[] {
  if (issue.code === 'unrecognized_keys')
    return [{ pointer: pointerTo(issue.path), rule: 'no-unknown-fields' }];
  return [{ pointer: pointerTo(issue.path), rule: ruleOf(issue) }];
}

/** A problem lists at most this many broken rules. */
const errorsMax = 50;

/**
 * Parses input by its schema.
 * @throws Problem `validation-failed` that lists fields and rules, never values
 */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(detailsOf).slice(0, errorsMax);
  throw new Problem('validation-failed', { errors });
}
