import { Problem } from '#shared/base/problems/problem.ts';
import { problemTable } from '#shared/base/problems/problem-table.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { KeyDenied, KeyServiceUnavailable, WrappedKeyDamaged } from '#shared/vault/key-wrapper.ts';

/** By status: the seconds after which the caller may try again, if the problem gives no number. */
const defaultRetryAfter: { readonly [status: number]: number } = { 429: 1, 503: 5 };

/**
 * Returns the problem that a caller gets for an error. For an error of an unknown kind this is
 * `internal`, with a fixed text.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof KeyServiceUnavailable) return new Problem('keys-unavailable');
  if (error instanceof KeyDenied || error instanceof WrappedKeyDamaged)
    return new Problem('keys-refused');
  if (error instanceof StoreUnavailable) return new Problem('store-unavailable');
  return new Problem('internal');
}

/** True if an operator should look at the error. */
export function isUnexpected(error: unknown): boolean {
  return ['internal', 'keys-refused'].includes(toProblem(error).code);
}

/** Answers with a problem as `application/problem+json` (RFC 9457). */
export function problemResponse(problem: Problem, requestId: string): Response {
  const { status, title, detail } = problemTable[problem.code];
  const body = {
    type: `urn:mayfly:problem:${problem.code}`,
    code: problem.code,
    status,
    title,
    detail,
    request_id: requestId,
    ...(problem.errors.length > 0 && { errors: problem.errors }),
  };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (status === 401) headers.set('www-authenticate', 'Bearer realm="mayfly"');
  const retryAfter = problem.retryAfterSeconds ?? defaultRetryAfter[status];
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  return new Response(JSON.stringify(body), { status, headers });
}
