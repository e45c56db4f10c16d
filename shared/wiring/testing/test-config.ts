import { type Config, readConfig } from '#shared/base/config/read-config.ts';

/** The configuration of a process that logs nothing and hashes cheaply, and whatever a test adds to it. */
export function testConfig(env: { readonly [name: string]: string | undefined } = {}): Config {
  return readConfig({
    GOOGLE_CLOUD_PROJECT: 'demo-test',
    KMS_LOCATION: 'europe-west1',
    LOOKUP_COST: '4',
    LOG_LEVEL: 'silent',
    ...env,
  });
}
