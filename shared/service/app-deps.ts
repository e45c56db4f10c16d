import { randomUUID } from 'node:crypto';
import type { Config } from '../config/read-config.ts';
import type { AppDeps } from '../http/create-app.ts';
import { createLogger } from '../http/logger.ts';

/** What every app needs, whatever it serves. */
export function createAppDeps(config: Pick<Config, 'LOG_LEVEL'>, name: string): AppDeps {
  return {
    logger: createLogger(config.LOG_LEVEL, name),
    monotonic: () => performance.now(),
    newRequestId: randomUUID,
  };
}
