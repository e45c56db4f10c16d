import type { Context } from 'hono';
import { type DoOnce, doUnderKey, doUnkeyed, type OnceDeps } from '#shared/access/do-once.ts';
import type { AppEnv } from '#shared/http/env.ts';

/**
 * Returns a function that does the work of a request. The route passes the work to it. If the
 * request has an `Idempotency-Key`, the function does the work at most once in 24 hours for this
 * key. The answer to a repeated request then has the header `idempotency-replayed`.
 */
export function onceFor(
  c: Context<AppEnv>,
  deps: OnceDeps,
  request: {
    readonly tenant: string;
    readonly verb: string;
    readonly key: string | undefined;
    readonly body: unknown;
  },
): DoOnce {
  const { key } = request;
  if (key === undefined) return doUnkeyed;
  const onReplayed = () => c.header('idempotency-replayed', 'true');
  return doUnderKey(deps, { ...request, key, onReplayed });
}
