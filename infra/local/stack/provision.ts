import type { KeyManagementServiceClient } from '@google-cloud/kms';
import type { CloudSchedulerClient } from '@google-cloud/scheduler';
import { status } from '@grpc/grpc-js';
import { asProvisioner } from '../../emulators/kms/kms-grants.ts';
import { type Key, keyRing, type Schedule } from '../../manifest.ts';

const daySeconds = 86_400;

export interface KeysToProvision {
  kms: KeyManagementServiceClient;
  projectId: string;
  /** Of the key ring. */
  location: string;
  keys: readonly Key[];
}

export interface JobsToProvision {
  scheduler: CloudSchedulerClient;
  projectId: string;
  /** Of the jobs. */
  region: string;
  schedules: readonly Schedule[];
  /** Where the functions are that jobs call. */
  baseUrl: string;
  serviceAccountEmail: string;
  audience: string;
}

/** Creates the key ring and the keys that are missing; what exists is left as it is. */
export async function provisionKeys(options: KeysToProvision): Promise<void> {
  const { kms, projectId, location, keys } = options;
  const parent = `projects/${projectId}/locations/${location}`;
  await tolerateExisting(kms.createKeyRing({ parent, keyRingId: keyRing }, asProvisioner()));
  const ring = `${parent}/keyRings/${keyRing}`;
  await Promise.all(keys.map((key) => tolerateExisting(createKey(kms, ring, key))));
}

/** Creates the jobs that are missing; what exists is left as it is. */
export async function provisionJobs(options: JobsToProvision): Promise<void> {
  const creations = options.schedules.map((each) => tolerateExisting(createJob(options, each)));
  await Promise.all(creations);
}

function createKey(kms: KeyManagementServiceClient, parent: string, key: Key) {
  const cryptoKey = {
    purpose: key.purpose === 'signing' ? 'ASYMMETRIC_SIGN' : 'ENCRYPT_DECRYPT',
    versionTemplate: { algorithm: key.algorithm },
    destroyScheduledDuration: { seconds: key.destroyDays * daySeconds },
    ...(key.rotationDays !== null && {
      rotationPeriod: { seconds: key.rotationDays * daySeconds },
      nextRotationTime: {
        seconds: Math.floor(Date.now() / 1_000) + key.rotationDays * daySeconds,
      },
    }),
  } as const;
  return kms.createCryptoKey({ parent, cryptoKeyId: key.id, cryptoKey }, asProvisioner());
}

function createJob(options: JobsToProvision, schedule: Schedule) {
  const { scheduler, projectId, region, baseUrl, serviceAccountEmail, audience } = options;
  const parent = `projects/${projectId}/locations/${region}`;
  return scheduler.createJob({
    parent,
    job: {
      name: `${parent}/jobs/${schedule.job}`,
      schedule: schedule.cron,
      timeZone: 'UTC',
      httpTarget: {
        uri: `${baseUrl}${schedule.path}`,
        httpMethod: 'POST',
        oidcToken: { serviceAccountEmail, audience },
      },
      attemptDeadline: { seconds: schedule.attemptDeadlineSeconds },
      retryConfig: { retryCount: schedule.retries },
    },
  });
}

async function tolerateExisting(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    const exists =
      error instanceof Error && 'code' in error && error.code === status.ALREADY_EXISTS;
    if (!exists) throw error;
  }
}
