import { isLocal } from '#shared/base/config/read-config.ts';
import type { AppDeps } from '#shared/http/create-app.ts';
import { createRequestLimits } from '#shared/http/guards/limit-requests.ts';
import { createLogger } from '#shared/http/logger.ts';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';
import type { Platform } from './platform.ts';

/** The dependencies of every app. They include neither the store nor the keys of the platform. */
export function createAppDeps(
  platform: Pick<Platform, 'config' | 'monotonic' | 'newRequestId' | 'logTo'>,
  name: string,
  origins?: OriginLookup,
): AppDeps {
  const { config, monotonic, newRequestId } = platform;
  const limits = createRequestLimits({
    perSecond: config.REQUESTS_PER_SECOND,
    burst: config.REQUESTS_BURST,
    monotonic,
  });
  return {
    logger: createLogger(config.LOG_LEVEL, name, platform.logTo),
    project: config.GOOGLE_CLOUD_PROJECT,
    monotonic,
    newRequestId,
    isLocal: isLocal(config),
    guards: { limits, trustedProxies: config.TRUSTED_PROXIES, ...(origins && { origins }) },
  };
}
