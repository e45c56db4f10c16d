import type * as z from 'zod';
import { Problem, type ProblemDetail } from './problem.ts';

/** RFC 6901, section 3: `~` and `/` in a name are escaped. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

type Issue = z.core.$ZodIssue;

/**
 * Returns the text that the schema gives for its pattern or union. If the schema gives none, the
 * result is undefined: the library's own text would show the pattern.
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
 * The caller chooses the names of unknown fields, and such a name may be a misplaced value. So the
 * problem contains the rule, but not the name of the field.
 */
function detailsOf(issue: Issue): ProblemDetail[] {
  if (issue.code === 'unrecognized_keys')
    return [{ pointer: pointerTo(issue.path), rule: 'no-unknown-fields' }];
  return [{ pointer: pointerTo(issue.path), rule: ruleOf(issue) }];
}

/** The most broken rules that one problem lists. */
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
