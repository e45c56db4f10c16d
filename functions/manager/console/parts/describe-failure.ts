import { MayflyProblem, MayflyUnreachable } from '#shared/client/mayfly-problem.ts';
import type { Language } from '../language/define-texts.ts';
import { describeRefusal } from './describe-refusal.ts';
import { failureTexts } from './failure-texts.ts';
import { FileUnreadable } from './read-files.ts';

/** The reason for a failure, in words for a person. */
export type Failure = {
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | undefined;
};

/** Codes of the problems that name wrong fields of the input. */
const refusals: ReadonlySet<string> = new Set(['validation-failed', 'query-invalid']);

/** Describes a failure. If input was refused, the detail names each wrong field and its rule. */
export function describeFailure(error: unknown, language: Language): Failure {
  const texts = failureTexts[language];
  if (error instanceof MayflyUnreachable) return { ...texts.unreachable, requestId: undefined };
  if (error instanceof FileUnreadable) return { ...texts.unreadable, requestId: undefined };
  if (!(error instanceof MayflyProblem)) return { ...texts.broken, requestId: undefined };
  const { code, status, requestId, errors } = error;
  if (refusals.has(code) && errors.length > 0)
    return { title: texts.refusedInput, detail: describeRefusal(errors, language), requestId };
  const known =
    texts.codes[code] ?? texts.statuses[status] ?? (status < 500 ? texts.refused : texts.failed);
  return { ...known, requestId };
}
