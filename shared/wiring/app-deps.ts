import { randomUUID } from 'node:crypto';
import type { Config } from '#shared/base/config/read-config.ts';
import type { AppDeps } from '#shared/http/create-app.ts';
import { createRequestLimits } from '#shared/http/guards/limit-requests.ts';
import { createLogger, type LogDestination } from '#shared/http/logger.ts';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';

/** What every app needs, whatever it serves. */
export function createAppDeps(
  config: Pick<
    Config,
    | 'GOOGLE_CLOUD_PROJECT'
    | 'LOG_LEVEL'
    | 'REQUESTS_PER_SECOND'
    | 'REQUESTS_BURST'
    | 'TRUSTED_PROXIES'
  >,
  name: string,
  logTo?: LogDestination,
  origins?: OriginLookup,
): AppDeps {
  const monotonic = () => performance.now();
  const limits = createRequestLimits({
    perSecond: config.REQUESTS_PER_SECOND,
    burst: config.REQUESTS_BURST,
    monotonic,
  });
  return {
    logger: createLogger(config.LOG_LEVEL, name, logTo),
    project: config.GOOGLE_CLOUD_PROJECT,
    monotonic,
    newRequestId: randomUUID,
    guards: { limits, trustedProxies: config.TRUSTED_PROXIES, ...(origins && { origins }) },
  };
}
