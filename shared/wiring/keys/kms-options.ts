import type { Config } from '#shared/base/config/read-config.ts';
import type { KmsOptions } from '#shared/vault/kms-client.ts';

/** The options of a client of Cloud KMS: the configured address, and the caller. */
export function kmsOptions(
  config: Pick<Config, 'GOOGLE_CLOUD_PROJECT' | 'KMS_LOCATION' | 'KMS_EMULATOR_HOST'>,
  caller: string,
): KmsOptions {
  return {
    projectId: config.GOOGLE_CLOUD_PROJECT,
    location: config.KMS_LOCATION,
    emulatorHost: config.KMS_EMULATOR_HOST,
    caller,
  };
}
