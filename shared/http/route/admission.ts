import type { Context as HonoContext } from 'hono';
import type { Scope } from '#shared/access/scope.ts';
import type { AppEnv } from '../env.ts';

/**
 * Who may call a route, and how the route checks this before it reads anything else of a request.
 */
export type Admission<A> = {
  /**
   * For callers of a tenant: the scopes of the route. A caller needs one of them. For other
   * callers: the kind of caller.
   */
  readonly who:
    | readonly Scope[]
    | 'everyone'
    | 'person'
    | 'operator'
    | 'scheduler'
    | 'own page'
    | 'device';
  /** @throws Problem if the caller may not use the route */
  readonly admit: (c: HonoContext<AppEnv>) => A | Promise<A>;
};

/** Anybody may call. */
export const everyone: Admission<undefined> = { who: 'everyone', admit: () => undefined };

/**
 * Callers of a tenant with at least one of these scopes: API keys that have one, and people whose
 * role includes one. `requireCaller` runs before such a route and identifies the caller. The verb
 * checks the scope.
 */
export function callersWith(...who: readonly [Scope, ...Scope[]]): Admission<undefined> {
  return { who, admit: () => undefined };
}
