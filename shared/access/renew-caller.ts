import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Caller } from './caller.ts';
import type { Right } from './scope.ts';

/** Who acts, and the way to find this out again. */
export type Acting = Caller & {
  /**
   * The same caller as of now: rights and settings are at most 5 s old. It uses what is
   * remembered, so a request of less than 5 s needs no further read.
   * @throws Problem when the credential has ended
   */
  readonly renewed: (known: Caller) => Promise<Caller>;
};

/**
 * A context with the caller's present rights and settings. So a revocation, a removal or a fence
 * also affects requests that are under way.
 * @throws Problem when the credential has ended, or works for another tenant by now
 */
export async function renewCaller<C extends Acting>(ctx: C): Promise<C> {
  const caller = await ctx.renewed(ctx);
  if (caller.tenant !== ctx.tenant) throw new Problem('not-a-member');
  return { ...ctx, ...caller };
}

/**
 * A result is not looked up again for this long, because a lookup costs a hash or a signature
 * check.
 */
const restMicros = 100 * microsPerMilli;

/** Finds something again, at most ten times a second. @param first what was found a moment ago */
export function findAtRest<T>(
  now: () => Instant,
  find: () => Promise<T>,
  first?: T,
): () => Promise<T> {
  let latest: { readonly found: T; readonly at: Instant } | undefined =
    first === undefined ? undefined : { found: first, at: now() };
  return async () => {
    const at = now();
    const age = latest === undefined ? -1 : at - latest.at;
    if (latest !== undefined && age >= 0 && age < restMicros) return latest.found;
    const found = await find();
    latest = { found, at };
    return found;
  };
}

/**
 * Renews a context repeatedly while its work goes on, and checks the right each time.
 * @throws as {@link renewCaller}, and what `right` throws
 */
export function keepRenewed<C extends Acting & { readonly now: () => Instant }>(
  ctx: C,
  right: Right,
): () => Promise<C> {
  return findAtRest(ctx.now, async () => {
    const renewed = await renewCaller(ctx);
    right(renewed);
    return renewed;
  });
}
