import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import type { Actor } from '#shared/access/caller.ts';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import type { ManagerLogEntry } from '#shared/manager-log/entry.ts';
import type { EntryPlace } from '#shared/manager-log/entry-place.ts';
import type { Context } from '#shared/records/context.ts';
import type { AppEnv } from './env.ts';
import { clientOf } from './guards/client-address.ts';
import { requireUnchanged } from './guards/require-unchanged.ts';
import type { PersonalAccess } from './route/personal.ts';
import { targetOf } from './route/target-of.ts';

/**
 * How the route of the request uses personal data. The result is undefined if the route leaves no
 * entry, or if no route matches.
 * @throws an error if the route has not declared how it uses personal data. So no data is shown
 * without an entry
 */
function accessOf(c: HonoContext<AppEnv>): PersonalAccess | undefined {
  const route = c.get('route');
  if (route === undefined) return undefined;
  if (route.personal === undefined)
    throw new Error(`${route.path} does not declare how it uses personal data`);
  return route.personal === false ? undefined : route.personal;
}

/**
 * The outcome of a read or an export, for the entry in the manager log. The result is undefined if
 * the request failed in a way that leaves no entry.
 */
function outcomeOf(actor: Actor, status: number): string | undefined {
  if (status < 400) return 'shown';
  if (actor.kind === 'api_key') return undefined;
  if (status === 403) return 'refused';
  return status === 404 ? 'not-found' : undefined;
}

/** The tenant in whose log the entry is written, and the actor of the entry. */
export type NotedFor = Pick<ManagerLogEntry, 'tenant' | 'settings' | 'actor' | 'actorId'>;

/**
 * Adds the places of the request's entries in the manager log to the request's log line. With these
 * lines the manager log can be checked later.
 */
export function bearWitness(c: HonoContext<AppEnv>, places: readonly EntryPlace[]): void {
  if (places.length > 0) c.set('entryPlaces', [...(c.get('entryPlaces') ?? []), ...places]);
}

/**
 * Writes the entry of a request to a tenant's manager log: the action, the outcome and, if known,
 * the target, the fields and the client's address.
 * @throws the errors of {@link ManagerLogWriter}
 */
export async function recordRequest(
  c: HonoContext<AppEnv>,
  managerLog: ManagerLogWriter,
  noted: NotedFor,
  outcome: string,
): Promise<void> {
  const access = accessOf(c);
  if (access === undefined)
    throw new Error(`${c.get('route')?.path} must leave no entry in the manager log`);
  const target = targetOf(c, access.target);
  const ip = clientOf(c);
  const place = await managerLog.record({
    ...noted,
    action: access.name,
    outcome,
    ...(target !== undefined && { target }),
    ...(c.get('fieldsSent') !== undefined && { fields: c.get('fieldsSent') }),
    ...(ip !== undefined && { ip }),
  });
  bearWitness(c, [place]);
}

/**
 * Lets the route itself note its change in the manager log, after it has read the names of the
 * fields.
 * @throws an error if the route succeeded but noted nothing. Then the route's answer is not sent
 */
async function noteWithFields(
  c: HonoContext<AppEnv>,
  next: () => Promise<void>,
  record: () => Promise<void>,
): Promise<void> {
  let isNoted = false;
  c.set('noteChange', async () => {
    await record();
    isNoted = true;
  });
  await next();
  if (!isNoted && c.res.status < 400) throw new Error(`${c.get('route')?.path} noted nothing`);
}

/**
 * Notes a step of a change in the manager log before the step is made. `outcome` describes the
 * step, such as `commitment:…`. Steps of people and of programs are noted. If this function throws
 * an error, the step must not be made.
 * @throws the errors of {@link ManagerLogWriter}
 */
export function noteStep(
  c: HonoContext<AppEnv>,
  managerLog: ManagerLogWriter,
  outcome: string,
): Promise<void> {
  return recordRequest(c, managerLog, notedFor(c.get('ctx')), outcome);
}

/**
 * Writes the manager log. If a person changes something, this is noted before the change. If a
 * person reads something, or anybody exports data, this is noted with its outcome before the answer
 * is sent. Of failed reads and exports, only those of people with the status 403 or 404 are noted.
 * If the log cannot be written, nothing is changed or shown. If the caller has lost the right
 * during the request, nothing is shown.
 */
export function noteAccess(managerLog: ManagerLogWriter): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const access = accessOf(c);
    if (access === undefined) return next();
    const isNoted = c.get('ctx').actor.kind === 'person' || access.effect === 'exports';
    if (access.effect === 'changes') {
      const note = async () => {
        if (isNoted) await recordRequest(c, managerLog, notedFor(c.get('ctx')), 'requested');
      };
      const tellsFields = access.target === 'fields' || access.fields !== undefined;
      if (tellsFields) return noteWithFields(c, next, note);
      await note();
      return next();
    }
    await next();
    const outcome = outcomeOf(c.get('ctx').actor, c.res.status);
    if (outcome === undefined) return;
    try {
      const now = c.res.ok ? await requireUnchanged(c.get('ctx')) : c.get('ctx');
      if (isNoted) await recordRequest(c, managerLog, notedFor(now), outcome);
    } catch (error) {
      await c.res.body?.cancel();
      throw error;
    }
  };
}

function notedFor({ tenant, actor, settings }: Context): NotedFor {
  const name = actor.kind === 'person' ? actor.email : actor.id;
  return { tenant, settings, actor: name, actorId: actor.id };
}
