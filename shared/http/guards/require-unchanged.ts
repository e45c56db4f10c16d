import { isDeepStrictEqual } from 'node:util';
import { renewCaller } from '#shared/access/renew-caller.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';

/**
 * Looks once more, before an answer leaves that shows personal data, whether it still may: looking for it may have taken
 * long. Costs no read in less than 5 s.
 * @returns the context as it is by now
 * @throws Problem when the credential has ended, `scope-missing` when it lost a right, `contention` when something was
 * fenced meanwhile that the answer may hold: asked again, it will not
 */
export async function requireUnchanged(ctx: Context): Promise<Context> {
  const now = await renewCaller(ctx);
  if (![...ctx.scopes].every((scope) => now.scopes.has(scope))) throw new Problem('scope-missing');
  const rules = ({ settings: { fences, shortenings } }: Context) => ({ fences, shortenings });
  if (now.settings !== ctx.settings && !isDeepStrictEqual(rules(now), rules(ctx)))
    throw new Problem('contention');
  return now;
}
