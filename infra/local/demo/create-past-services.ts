import { type Clock, createInstantSequence } from '#shared/base/time/clock.ts';
import type { CategoryAppDeps } from '#shared/http/category-api/create-category-app.ts';
import type { Lookup } from '#shared/vault/open/records/lookup.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import type { FunctionName } from '../../manifest.ts';
import {
  createLocalAuthenticate,
  createLocalManagerLog,
  createLocalRecordDeps,
  type Platform,
} from '../gateway/platform.ts';

/**
 * Makes services of a function whose records are created at the time of a clock of their own, so that
 * their expiry is right too. Keys and credentials are those of the present, and shared; so are the hashes of
 * all services of the demo, because the same people appear in many categories.
 */
export function createPastServices(
  platform: Platform,
  name: FunctionName,
  lookup: Lookup,
): (clock: Clock) => CategoryAppDeps {
  const appDeps = createAppDeps({ ...platform.config, LOG_LEVEL: 'warn' }, 'demo', platform.logTo);
  const records = createLocalRecordDeps(platform, name);
  const authenticate = createLocalAuthenticate(platform, name);
  const managerLog = createLocalManagerLog(platform, name);
  return (clock) => ({
    ...appDeps,
    // A demo comes all at once.
    guards: {},
    authenticate,
    managerLog,
    records: { ...records, lookup, now: clock, nextInstants: createInstantSequence(clock) },
  });
}
