import { randomUUID } from 'node:crypto';
import type { Config } from '../config/read-config.ts';
import type { OriginLookup } from '../http/cors.ts';
import type { AppDeps } from '../http/create-app.ts';
import { createRequestLimits } from '../http/limit-requests.ts';
import { createLogger, type LogDestination } from '../http/logger.ts';

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
