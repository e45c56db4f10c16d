import { type Config, readConfig } from '#shared/base/config/read-config.ts';
import { kmsLocation, lookupCost, purgeShards, type Stack } from './stack.ts';

type Env = { readonly [name: string]: string };

/** Rate limits that no test on the stack reaches. Other tests check the usual limits. */
export const unlimited: Env = { REQUESTS_PER_SECOND: '100000', REQUESTS_BURST: '1000000' };

/** Returns the environment variables of a function that runs on the stack. */
export function stackEnv(stack: Stack): Env {
  return {
    GOOGLE_CLOUD_PROJECT: stack.projectId,
    KMS_LOCATION: kmsLocation,
    FIRESTORE_EMULATOR_HOST: stack.proxy.host,
    KMS_EMULATOR_HOST: `127.0.0.1:${stack.kms.port}`,
    SESSION_PUBLIC_KEYS: stack.sessionKeys,
    LOOKUP_COST: String(lookupCost),
    PURGE_SHARDS: String(purgeShards),
  };
}

/**
 * Returns the configuration of a function that runs on the stack. The variables in `env` replace
 * those of the stack.
 */
export function stackConfig(stack: Stack, env: Env = {}): Config {
  return readConfig({ ...stackEnv(stack), ...env });
}
