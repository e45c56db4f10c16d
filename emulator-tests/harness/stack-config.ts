import { type Config, readConfig } from '#shared/base/config/read-config.ts';
import { kmsLocation, lookupCost, purgeShards, type Stack } from './stack.ts';

type Env = { readonly [name: string]: string };

/** No limit on requests here; the limits have tests of their own. */
export const unlimited: Env = { REQUESTS_PER_SECOND: '100000', REQUESTS_BURST: '1000000' };

/** The variables of a function that works on the stack. */
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

/** The same as a function reads them, with what a test changes. */
export function stackConfig(stack: Stack, env: Env = {}): Config {
  return readConfig({ ...stackEnv(stack), ...env });
}
