import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Caller } from './caller.ts';
import type { Right } from './scope.ts';

/** The caller, and a function that identifies the caller again. */
export type Acting = Caller & {
  /**
   * Returns the same caller with rights and settings that are at most 5 s old. Reads are cached for
   * 5 s, so a short request usually causes no further read.
   * @throws Problem when the credential has ended
   */
  readonly renewed: (known: Caller) => Promise<Caller>;
};

/**
 * Returns a context with the caller's present rights and settings. So a revocation, a removal or a
 * fence also affects running requests.
 * @throws Problem when the credential has ended, or works for another tenant now
 */
export async function renewCaller<C extends Acting>(ctx: C): Promise<C> {
  const caller = await ctx.renewed(ctx);
  if (caller.tenant !== ctx.tenant) throw new Problem('not-a-member');
  return { ...ctx, ...caller };
}

/**
 * For this time after a call of `find`, the function from {@link findAtRest} returns the same
 * result again. Otherwise each call would compute a hash or check a signature.
 */
const restMicros = 100 * microsPerMilli;

/**
 * Returns a function that calls `find` at most ten times a second. Between these calls, the
 * function returns the latest result.
 * @param first a result that is already known
 */
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
 * Returns a function that long work must call again and again. At most ten times a second, this
 * function renews the context and checks the right.
 * @throws the errors of {@link renewCaller} and of `right`
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
