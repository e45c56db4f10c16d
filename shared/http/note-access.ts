import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Actor } from '#shared/access/caller.ts';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import type { ManagerLogEntry } from '#shared/manager-log/entry.ts';
import { actionOf, isReading, targetOf } from './describe-access.ts';
import type { AppEnv } from './env.ts';
import { clientOf } from './guards/client-address.ts';

/** Numbers and settings without a personal value: looking at them leaves no entry. */
const impersonal = new Set([
  'GET /v1/tenant',
  'GET /v1/tenant/storage',
  'GET /v1/tenant/api-keys',
  'POST /v1/tenant/what-if',
]);

function patternOf(c: HonoContext<AppEnv>): string {
  // Of several that match, the one registered first answers.
  return matchedRoutes(c).find(({ method }) => method !== 'ALL')?.path ?? '';
}

/** Hono answers a HEAD as the GET that it is without a body. */
function methodOf(c: HonoContext<AppEnv>): string {
  return c.req.method === 'HEAD' ? 'GET' : c.req.method;
}

/** People leave an entry whatever they do with personal data, programs when they export it. */
function needsEntry(actor: Actor, method: string, pattern: string): boolean {
  if (pattern === '' || impersonal.has(`${method} ${pattern}`)) return false;
  return actor.kind === 'person' || /\/export$|\.csv$/.test(pattern);
}

/** What became of a look; undefined where the request asked for nothing that there is. */
function outcomeOf(actor: Actor, status: number): string | undefined {
  if (status < 400) return 'shown';
  if (actor.kind === 'api_key') return undefined;
  if (status === 403) return 'refused';
  return status === 404 ? 'not-found' : undefined;
}

/** In whose log an entry stands, and who acts. */
export type NotedFor = Pick<ManagerLogEntry, 'tenant' | 'settings' | 'actor' | 'actorId'>;

/** Adds what a request does, and where it comes from, to a tenant's log. @throws as {@link ManagerLogWriter} */
export function recordRequest(
  c: HonoContext<AppEnv>,
  managerLog: ManagerLogWriter,
  noted: NotedFor,
  outcome: string,
): Promise<void> {
  const pattern = patternOf(c);
  const target = c.var.accessTarget ?? targetOf(pattern, c.req.path);
  const ip = clientOf(c);
  return managerLog.record({
    ...noted,
    action: actionOf(methodOf(c), pattern),
    outcome,
    ...(target !== undefined && { target }),
    ...(ip !== undefined && { ip }),
  });
}

/**
 * Writes the manager log: what changes is noted before it is done, what is shown is noted, with its outcome,
 * before it leaves. When the log cannot be written, nothing is changed and nothing is shown.
 */
export function noteAccess(managerLog: ManagerLogWriter): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { tenant, actor, settings } = c.var.ctx;
    const method = methodOf(c);
    const pattern = patternOf(c);
    if (!needsEntry(actor, method, pattern)) return next();
    const reads = isReading(method, pattern);
    const noted = {
      tenant,
      settings,
      actor: actor.kind === 'person' ? actor.email : actor.id,
      actorId: actor.id,
    };
    const record = (outcome: string) => recordRequest(c, managerLog, noted, outcome);
    if (!reads) await record('requested');
    await next();
    const outcome = reads ? outcomeOf(actor, c.res.status) : undefined;
    if (outcome === undefined) return;
    try {
      await record(outcome);
    } catch (error) {
      await c.res.body?.cancel();
      throw error;
    }
  };
}
