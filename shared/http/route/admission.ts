import type { Context as HonoContext } from 'hono';
import type { Scope } from '#shared/access/scope.ts';
import type { AppEnv } from '../env.ts';

/** Who may ask, and how a route finds out before it looks at anything else of a request. */
export type Admission<A> = {
  /** Scopes of which a caller of a tenant needs one; or who else may ask. */
  readonly who: readonly Scope[] | 'everyone' | 'person' | 'operator' | 'scheduler' | 'own page';
  /** @throws Problem when whoever asks may not */
  readonly admit: (c: HonoContext<AppEnv>) => A | Promise<A>;
};

/** Whoever asks. */
export const everyone: Admission<undefined> = { who: 'everyone', admit: () => undefined };

/**
 * Callers of a tenant with one of these scopes: keys that have it, people whose role includes it. `requireCaller`,
 * which stands before all routes of an app, has found out who calls; the verb looks at the scope.
 */
export function callersWith(...who: readonly [Scope, ...Scope[]]): Admission<undefined> {
  return { who, admit: () => undefined };
}
