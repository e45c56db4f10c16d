import { createLogger, type Logger } from '#shared/http/logger.ts';
import type { KmsOptions } from '#shared/vault/kms-client.ts';
import type { Platform } from '../platform.ts';
import { kmsOptions } from './kms-options.ts';

/** The parts of a platform that clients of the key service need. */
export type KeyPlatform = Pick<Platform, 'config' | 'keys'> & Partial<Pick<Platform, 'logTo'>>;

/**
 * The options of a client of the key service. Problems of the service are logged with fixed
 * messages: the problem as an error, and its end as information.
 */
export function kmsOptionsOf({ config, logTo }: KeyPlatform, caller: string): KmsOptions {
  let logger: Logger | undefined;
  return {
    ...kmsOptions(config, caller),
    onTrouble({ event, ...facts }) {
      logger ??= createLogger(config.LOG_LEVEL, caller, logTo);
      if (event === 'key service answers again') logger.info(facts, event);
      else logger.error(facts, event);
    },
  };
}
