import { KeyManagementServiceClient } from '@google-cloud/kms';
import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { credentials } from '@grpc/grpc-js';
import type { Config } from '#shared/base/config/read-config.ts';
import { keys, region, schedules } from '../../manifest.ts';
import { provisionJobs, provisionKeys } from './provision.ts';

export interface ProvisionStackOptions {
  config: Config;
  baseUrl: string;
  kmsPort: number;
  schedulerPort: number;
}

/** Creates the keys and jobs of the manifest through the real clients, as deployment does. */
export async function provisionStack(options: ProvisionStackOptions): Promise<void> {
  const { config, baseUrl } = options;
  const projectId = config.GOOGLE_CLOUD_PROJECT;
  const kms = new KeyManagementServiceClient(localClient(options.kmsPort));
  const scheduler = new CloudSchedulerClient(localClient(options.schedulerPort));
  await Promise.all([
    provisionKeys({ kms, projectId, location: config.KMS_LOCATION, keys }),
    provisionJobs({
      scheduler,
      projectId,
      region,
      schedules,
      baseUrl,
      serviceAccountEmail: config.TASKS_SERVICE_ACCOUNT ?? '',
      audience: config.TASKS_AUDIENCE ?? '',
    }),
  ]);
  await Promise.all([kms.close(), scheduler.close()]);
}

function localClient(port: number) {
  return { apiEndpoint: '127.0.0.1', port, sslCreds: credentials.createInsecure() };
}
