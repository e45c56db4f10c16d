import { type Config, readConfig } from '#shared/base/config/read-config.ts';
import { pin, sessionSigner } from './session-signer.ts';

/**
 * The configuration of a process in tests. With it a process logs nothing, hashes quickly and
 * accepts the sessions of `sessionSigner`. A test can add variables.
 */
export function testConfig(env: { readonly [name: string]: string | undefined } = {}): Config {
  return readConfig({
    GOOGLE_CLOUD_PROJECT: 'demo-test',
    KMS_LOCATION: 'europe-west1',
    // No server listens at this address. The setting makes the process a local one, which may use a
    // low hash cost.
    KMS_EMULATOR_HOST: '127.0.0.1:9',
    LOOKUP_COST: '4',
    SESSION_PUBLIC_KEYS: pin(sessionSigner),
    LOG_LEVEL: 'silent',
    ...env,
  });
}
