import { KeyManagementServiceClient } from '@google-cloud/kms';
import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { credentials } from '@grpc/grpc-js';
import type { Config } from '#shared/base/config/read-config.ts';
import { keys, locations, region, schedules } from '../../manifest.ts';
import { provisionJobs, provisionKeys } from './provision.ts';
import { fetchSessionKeys } from './session-public-keys.ts';
import { projectId } from './stack-config.ts';

/**
 * Creates the keys of the manifest through the real client, as deployment does.
 * @returns the public keys that functions are configured with
 */
export async function provisionStackKeys(kmsPort: number): Promise<{ sessionKeys: string }> {
  const kms = new KeyManagementServiceClient(localClient(kmsPort));
  await provisionKeys({ kms, projectId, location: locations.keys, keys });
  await kms.close();
  const emulatorHost = `127.0.0.1:${kmsPort}`;
  const address = { projectId, location: locations.keys, emulatorHost };
  return { sessionKeys: await fetchSessionKeys(address) };
}

/** Creates the jobs of the manifest through the real client. */
export async function provisionStackJobs(options: {
  config: Config;
  baseUrl: string;
  schedulerPort: number;
}): Promise<void> {
  const { config, baseUrl } = options;
  const scheduler = new CloudSchedulerClient(localClient(options.schedulerPort));
  await provisionJobs({
    scheduler,
    projectId,
    region,
    schedules,
    baseUrl,
    serviceAccountEmail: config.TASKS_SERVICE_ACCOUNT ?? '',
    audience: config.TASKS_AUDIENCE ?? '',
  });
  await scheduler.close();
}

function localClient(port: number) {
  return { apiEndpoint: '127.0.0.1', port, sslCreds: credentials.createInsecure() };
}
