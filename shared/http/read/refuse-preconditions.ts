import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { AppEnv } from '../env.ts';
import type { Evaluated } from '../route/route.ts';

/** Headers that make a request depend on the state of its resource (RFC 9110, section 13.1). */
const preconditions = ['If-Match', 'If-None-Match', 'If-Unmodified-Since'];

/**
 * Refuses a request with a precondition that the route does not check. Somebody who sends a
 * precondition relies on its check.
 * @throws Problem `precondition-unsupported`
 */
export function refusePreconditions(
  c: HonoContext<AppEnv>,
  { conditional = [] }: { readonly conditional?: readonly Evaluated[] },
): void {
  const refused = preconditions.filter(
    (name) => !conditional.some((each) => each === name) && c.req.header(name) !== undefined,
  );
  if (refused.length === 0) return;
  const errors = refused.map((header) => ({
    header,
    rule: 'this path does not check it: send the request without it',
  }));
  throw new Problem('precondition-unsupported', { errors });
}
