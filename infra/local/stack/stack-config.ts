import { type Config, readConfig } from '#shared/config/read-config.ts';
import { region } from '../../manifest.ts';

export const projectId = 'demo-mayfly';

export interface StackAddresses {
  baseUrl: string;
  firestoreHost: string;
  kmsHost: string;
}

export interface StackConfig {
  /** As it goes to `.local/env`, for bundles run by hand. */
  env: { readonly [name: string]: string };
  /** The same values, parsed as every function parses them. */
  config: Config;
}

export function createStackConfig({
  baseUrl,
  firestoreHost,
  kmsHost,
}: StackAddresses): StackConfig {
  const env = {
    GOOGLE_CLOUD_PROJECT: projectId,
    KMS_LOCATION: region,
    REGION: region,
    FIRESTORE_EMULATOR_HOST: firestoreHost,
    KMS_EMULATOR_HOST: kmsHost,
    LOOKUP_COST: '11',
    PURGE_SHARDS: '4',
    TASKS_AUDIENCE: baseUrl,
    TASKS_SERVICE_ACCOUNT: `scheduler@${projectId}.iam.gserviceaccount.com`,
    TASKS_ISSUER: issuerOf(baseUrl),
    TASKS_JWKS_URI: `${baseUrl}/_local/issuer/jwks`,
    // Without it the Google clients look for a machine in the cloud first, for seconds.
    METADATA_SERVER_DETECTION: 'none',
    LOG_LEVEL: 'info',
  };
  return { env, config: readConfig(env) };
}

export function issuerOf(baseUrl: string): string {
  return `${baseUrl}/_local/issuer`;
}
