import { MayflyProblem, MayflyUnreachable } from '#shared/client/mayfly-problem.ts';
import type { Language } from '../language/define-texts.ts';
import { failureTexts } from './failure-texts.ts';

/** The reason for a failure, in words for a person. */
export type Failure = {
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | undefined;
};

/** Describes a failure. English readers see the API's own detail, which never repeats a value. */
export function describeFailure(error: unknown, language: Language): Failure {
  const texts = failureTexts[language];
  if (error instanceof MayflyUnreachable) return { ...texts.unreachable, requestId: undefined };
  if (!(error instanceof MayflyProblem)) return { ...texts.broken, requestId: undefined };
  const { code, status, requestId } = error;
  const known =
    texts.codes[code] ?? texts.statuses[status] ?? (status < 500 ? texts.refused : texts.failed);
  return { ...known, requestId };
}
