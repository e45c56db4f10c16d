import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Caller } from './caller.ts';
import type { Right } from './scope.ts';

/** Who acts, and how that is found out again. */
export type Acting = Caller & {
  /**
   * The same caller as of now: rights and settings are at most 5 s old. What is remembered of them is taken, so that a
   * request of less than 5 s costs no read more.
   * @throws Problem when the credential has ended
   */
  readonly renewed: (known: Caller) => Promise<Caller>;
};

/**
 * A context with the caller's rights and settings as they are now: what is revoked, removed or fenced while a request
 * is under way holds for it too.
 * @throws Problem when the credential has ended, or works for another tenant by now
 */
export async function renewCaller<C extends Acting>(ctx: C): Promise<C> {
  const caller = await ctx.renewed(ctx);
  if (caller.tenant !== ctx.tenant) throw new Problem('not-a-member');
  return { ...ctx, ...caller };
}

/** So long what was just looked at is not looked at again, for work of thousands of small steps. */
const restMicros = 100 * microsPerMilli;

/**
 * Renews a context again and again while its work goes on, at most ten times a second, and looks at the right each time.
 * @throws as {@link renewCaller}, and what `right` throws
 */
export function keepRenewed<C extends Acting & { readonly now: () => Instant }>(
  ctx: C,
  right: Right,
): () => Promise<C> {
  let latest: { readonly ctx: C; readonly at: Instant } | undefined;
  return async () => {
    const at = ctx.now();
    const age = latest === undefined ? -1 : at - latest.at;
    if (latest !== undefined && age >= 0 && age < restMicros) return latest.ctx;
    const renewed = await renewCaller(ctx);
    right(renewed);
    latest = { ctx: renewed, at };
    return renewed;
  };
}
