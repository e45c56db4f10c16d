import type { MiddlewareHandler } from 'hono';
import type { Authenticate, FoundCaller, Freshness } from '#shared/access/authenticate.ts';
import { findAtRest } from '#shared/access/renew-caller.ts';
import { watchScopes } from '#shared/access/watch-scopes.ts';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import type { AppEnv } from '../env.ts';
import { noteAccess } from '../note-access.ts';
import { admitCaller } from './admit-caller.ts';

export type CallerDeps = {
  readonly records: RecordDeps;
  readonly authenticate: Authenticate;
  readonly managerLog: ManagerLogWriter;
};

/**
 * Accepts only authenticated callers, and gives their requests a context. The tenant of the context
 * comes from the credential. The guard also writes the manager log: the actions of people and the
 * exports of programs. If the caller is an API key, the guard notes which rights the key uses.
 */
export function requireCaller(deps: CallerDeps, freshness?: Freshness): MiddlewareHandler<AppEnv> {
  const note = noteAccess(deps.managerLog);
  return async (c, next) => {
    const renewing = { leaving: freshness?.leaving ?? false };
    const identify = () => deps.authenticate.caller(c.req.raw, freshness);
    const admitted = await admitCaller(c, identify);
    const used = new Set<string>();
    const watched = ({ caller }: FoundCaller) => ({
      ...caller,
      scopes: watchScopes(caller.scopes, used),
    });
    const caller = watched(admitted);
    // The repeated check may use cached data, because this data is at most 5 s old.
    const find = async () => watched(await deps.authenticate.caller(c.req.raw, renewing));
    const renewed = findAtRest(deps.records.now, find, caller);
    c.set('ctx', { ...deps.records, ...caller, renewed });
    await note(c, next);
    // Which rights were used is known only after the request.
    await admitted.noteUse?.(used);
  };
}
