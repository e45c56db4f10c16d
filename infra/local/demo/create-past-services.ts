import { type Clock, createInstantSequence } from '#shared/base/time/clock.ts';
import type { Lookup } from '#shared/vault/open/records/lookup.ts';
import { type ApiService, createApiService } from '#shared/wiring/api-service.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import type { FunctionName } from '../../manifest.ts';

/**
 * Returns a function that creates services with a given clock. With a clock in the past, the
 * records of a service get the correct expiry. All services share the keys and credentials of the
 * running stack. They also share the lookup hashes in memory, because the same people appear in
 * many categories.
 */
export function createPastServices(
  platform: Platform,
  name: FunctionName,
  lookup: Lookup,
): (clock: Clock) => ApiService {
  const service = createApiService(platform, name);
  const quiet = { ...platform, config: { ...platform.config, LOG_LEVEL: 'warn' as const } };
  const appDeps = createAppDeps(quiet, 'demo');
  return (clock) => ({
    ...service,
    ...appDeps,
    // The demo sends many requests at the same time, so its services have no rate limit.
    guards: {},
    records: { ...service.records, lookup, now: clock, nextInstants: createInstantSequence(clock) },
  });
}
