import { KeyManagementServiceClient } from '@google-cloud/kms';
import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { credentials } from '@grpc/grpc-js';
import type { Config } from '#shared/base/config/read-config.ts';
import { asProvisioner } from '../../emulators/kms/kms-grants.ts';
import { locations, region, schedules } from '../../manifest.ts';
import { applyProject } from '../../provision/plan-project.ts';
import type { Project } from '../../provision/project.ts';
import { createKeys } from '../../provision/steps/create-keys.ts';
import { scheduleJobs } from '../../provision/steps/schedule-jobs.ts';
import { fetchSessionKeys } from './session-public-keys.ts';
import { projectId } from './stack-config.ts';

const project: Project = { id: projectId, region, locations };
const tellNothing = () => {};

/**
 * Creates the keys of the manifest in the KMS emulator, with Google's client. `apply` creates the
 * keys of a project in the same way.
 * @returns the public keys for the configuration of the functions
 */
export async function provisionStackKeys(kmsPort: number): Promise<{ sessionKeys: string }> {
  const kms = new KeyManagementServiceClient(localClient(kmsPort));
  const options = { now: Date.now, callOptions: asProvisioner };
  await applyProject([createKeys(kms, project, options)], tellNothing);
  await kms.close();
  const emulatorHost = `127.0.0.1:${kmsPort}`;
  const address = { projectId, location: locations.keys, emulatorHost };
  return { sessionKeys: await fetchSessionKeys(address) };
}

/**
 * Creates the jobs of the manifest in the Scheduler emulator, with Google's client. `apply` creates
 * the jobs of a project in the same way.
 */
export async function provisionStackJobs(options: {
  config: Config;
  schedulerPort: number;
}): Promise<void> {
  const { TASKS_SERVICE_ACCOUNT = '', TASKS_AUDIENCE = '' } = options.config;
  const scheduler = new CloudSchedulerClient(localClient(options.schedulerPort));
  const addresses = new Map(schedules.map((each) => [each.function as string, TASKS_AUDIENCE]));
  const step = scheduleJobs(scheduler, project, async () => addresses, TASKS_SERVICE_ACCOUNT);
  await applyProject([step], tellNothing);
  await scheduler.close();
}

function localClient(port: number) {
  return { apiEndpoint: '127.0.0.1', port, sslCreds: credentials.createInsecure() };
}
