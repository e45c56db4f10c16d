import { isDeepStrictEqual } from 'node:util';
import { renewCaller } from '#shared/access/renew-caller.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';

/**
 * Checks immediately before an answer with personal data is sent: may the caller still see this
 * data? The settings or rights may have changed during the work. The check uses data that is at
 * most 5 s old. So after short work it usually reads nothing from the database.
 * @throws Problem if the credential is no longer valid; `scope-missing` if the caller has lost a
 * right; `contention` if the tenant's fences, erasures or shortened retentions have changed. The
 * end of a cooling-off time counts as a change too. The change may hide a part of the answer. If
 * the caller repeats the request, the new answer does not contain the hidden part
 * @returns the context with the present settings and rights
 */
export async function requireUnchanged(ctx: Context): Promise<Context> {
  const now = await renewCaller(ctx);
  if (![...ctx.scopes].every((scope) => now.scopes.has(scope))) throw new Problem('scope-missing');
  const rules = ({ settings: { erasures, fences, shortenings } }: Context) => ({
    erasures,
    fences,
    shortenings,
  });
  if (now.settings !== ctx.settings && !isDeepStrictEqual(rules(now), rules(ctx)))
    throw new Problem('contention');
  return now;
}
