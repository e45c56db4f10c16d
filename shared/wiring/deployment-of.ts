import type { Config } from '#shared/base/config/read-config.ts';
import type { ProcessingDeps } from '#shared/processing/process-deps.ts';

/**
 * The facts about the deployment that documents about processing contain: its operator and its
 * location.
 */
export function deploymentOf(config: Config): Pick<ProcessingDeps, 'processor' | 'places'> {
  return {
    processor: config.PROCESSOR,
    places: {
      compute: config.REGION ?? null,
      database: config.FIRESTORE_LOCATION ?? null,
      keys: config.KMS_LOCATION,
    },
  };
}
