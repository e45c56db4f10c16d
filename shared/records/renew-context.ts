import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from './context.ts';

/**
 * The context with the caller's rights and settings as they are now, for work that goes on for long: what is revoked,
 * removed or fenced meanwhile holds for it too. Rights and settings are remembered for 5 s, so asking is cheap.
 * @throws Problem when the credential has ended, or works for another tenant by now
 */
export async function renewContext(ctx: Context): Promise<Context> {
  const caller = await ctx.renewed?.();
  if (caller === undefined) return ctx;
  if (caller.tenant !== ctx.tenant) throw new Problem('not-a-member');
  return { ...ctx, ...caller };
}
