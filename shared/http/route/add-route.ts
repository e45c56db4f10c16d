import type { Hono, Context as HonoContext } from 'hono';
import { matchedRoutes } from 'hono/route';
import { renewCaller } from '#shared/access/renew-caller.ts';
import type { AppEnv } from '../env.ts';
import { refusePreconditions } from '../read/refuse-preconditions.ts';
import { nameSent } from './name-fields.ts';
import type { AnsweringRoute } from './personal.ts';
import type { Declaration, Route } from './route.ts';

/**
 * Checks the caller again after the body was read. A body may arrive slowly, and the caller may
 * lose a right meanwhile.
 */
async function renewContext(c: HonoContext<AppEnv>): Promise<void> {
  // A route for an operator, or for a person without a tenant, has no context.
  const ctx: AppEnv['Variables']['ctx'] | undefined = c.get('ctx');
  if (ctx !== undefined) c.set('ctx', await renewCaller(ctx));
}

/** The declarations of routes, by their handlers. */
const declarations = new WeakMap<object, Declaration>();

/**
 * Adds a route to an app. For each request the route checks, as declared, the caller, then the
 * query, the headers of preconditions, `Idempotency-Key` and the body. If a check fails, the
 * route's handler does not run. `HEAD` is served as `GET`.
 */
export function addRoute<P extends string, Q, B, A>(
  app: Hono<AppEnv>,
  route: Route<P, Q, B, A>,
): void {
  const answer = async (c: HonoContext<AppEnv>) => {
    const admitted = await route.admission.admit(c);
    const query = route.query.read(c);
    refusePreconditions(c, route);
    const idempotencyKey = route.idempotency?.read(c);
    const body = await route.body.read(c);
    if (route.body.mediaType !== 'none') await renewContext(c);
    if (route.personal !== false && route.personal.fields !== undefined) {
      nameSent(c, route.personal.fields, body);
      await c.get('noteChange')?.();
    }
    return route.handle(c, { admitted, query, idempotencyKey, body });
  };
  declarations.set(answer, route);
  app.on(route.method, route.path, answer);
}

/**
 * Finds the route that will answer a request: the matching route that was added first. The result
 * is undefined if no route matches.
 */
export function findRoute(c: HonoContext<AppEnv>): AnsweringRoute | undefined {
  const found = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  return found && (declarations.get(found.handler) ?? { path: found.path });
}

/**
 * Returns who may call the route of a request. The result is undefined if no route matches, or if
 * the route was added without a declaration.
 */
export function admissionOf(c: HonoContext<AppEnv>): Declaration['admission']['who'] | undefined {
  const found = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  return found && declarations.get(found.handler)?.admission.who;
}

/**
 * The declaration of an app's route. The result is undefined for guards, and for routes that were
 * added without a declaration.
 */
export function declarationOf({ handler }: { readonly handler: object }): Declaration | undefined {
  return declarations.get(handler);
}
