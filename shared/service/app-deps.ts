import { randomUUID } from 'node:crypto';
import type { Config } from '../config/read-config.ts';
import type { AppDeps } from '../http/create-app.ts';
import { createLogger, type LogDestination } from '../http/logger.ts';

/** What every app needs, whatever it serves. */
export function createAppDeps(
  config: Pick<Config, 'LOG_LEVEL'>,
  name: string,
  logTo?: LogDestination,
): AppDeps {
  return {
    logger: createLogger(config.LOG_LEVEL, name, logTo),
    monotonic: () => performance.now(),
    newRequestId: randomUUID,
  };
}
