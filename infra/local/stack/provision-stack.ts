import { KeyManagementServiceClient } from '@google-cloud/kms';
import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { credentials } from '@grpc/grpc-js';
import type { Config } from '#shared/base/config/read-config.ts';
import { categories } from '#shared/categories/registry.ts';
import { type LocalJob, type LocalKey, provisionLocal } from './provision.ts';

const keys: readonly LocalKey[] = [
  ...categories.map(({ id }) => id),
  'lookup_secrets',
  'members',
  'sessions',
  'tenant_secrets',
].map((id): LocalKey => ({ id, purpose: 'ENCRYPT_DECRYPT' }));

const signingKey: LocalKey = { id: 'receipts', purpose: 'ASYMMETRIC_SIGN' };

/** When each job runs (UTC), by its id in Cloud Scheduler. The sealing leaves midnight's commits an hour to land. */
const schedules = {
  purge: '*/15 * * * *',
  erase: '*/5 * * * *',
  seal: '15 1 * * *',
} as const;

/** Scheduled jobs of the stack, by their ids in Cloud Scheduler. */
export const jobIds = Object.keys(schedules) as readonly (keyof typeof schedules)[];

export interface ProvisionStackOptions {
  config: Config;
  baseUrl: string;
  kmsPort: number;
  schedulerPort: number;
}

/** Creates keys and jobs through the real clients, as deployment does. */
export async function provisionStack(options: ProvisionStackOptions): Promise<void> {
  const { config, baseUrl } = options;
  const kms = new KeyManagementServiceClient(localClient(options.kmsPort));
  const scheduler = new CloudSchedulerClient(localClient(options.schedulerPort));
  const jobs = jobIds.map(
    (id): LocalJob => ({
      id,
      schedule: schedules[id],
      uri: `${baseUrl}/tasks/${id}`,
      serviceAccountEmail: config.TASKS_SERVICE_ACCOUNT ?? '',
      audience: config.TASKS_AUDIENCE ?? '',
      attemptDeadlineSeconds: 600,
      retryCount: 3,
    }),
  );
  await provisionLocal({
    kms,
    scheduler,
    projectId: config.GOOGLE_CLOUD_PROJECT,
    location: config.KMS_LOCATION,
    keys: [...keys, signingKey],
    jobs,
  });
  await Promise.all([kms.close(), scheduler.close()]);
}

function localClient(port: number) {
  return { apiEndpoint: '127.0.0.1', port, sslCreds: credentials.createInsecure() };
}
