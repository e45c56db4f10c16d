import type { MiddlewareHandler } from 'hono';
import type { Authenticate } from '../access/authenticate.ts';
import type { RecordDeps } from '../records/context.ts';
import { admitCaller } from './admit-caller.ts';
import type { AppEnv } from './env.ts';

/** Lets only authenticated callers on, and gives their requests a context: the tenant comes from the credential alone. */
export function requireCaller(
  deps: RecordDeps,
  authenticate: Authenticate,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { caller, renewed } = await admitCaller(c, () => authenticate.caller(c.req.raw));
    c.set('ctx', { ...deps, ...caller });
    await next();
    if (renewed !== undefined) c.header('set-cookie', renewed, { append: true });
  };
}
