import type { KeyManagementServiceClient } from '@google-cloud/kms';
import type { CloudSchedulerClient } from '@google-cloud/scheduler';
import { status } from '@grpc/grpc-js';
import { asProvisioner } from '../../emulators/kms/kms-grants.ts';

export interface LocalKey {
  id: string;
  purpose: 'ENCRYPT_DECRYPT' | 'ASYMMETRIC_SIGN';
}

export interface LocalJob {
  id: string;
  /** A cron expression, read in `timeZone` (UTC unless given). */
  schedule: string;
  timeZone?: string;
  uri: string;
  serviceAccountEmail: string;
  audience: string;
  attemptDeadlineSeconds?: number;
  retryCount?: number;
}

export interface ProvisionLocalOptions {
  kms: KeyManagementServiceClient;
  scheduler: CloudSchedulerClient;
  projectId: string;
  location: string;
  keys: readonly LocalKey[];
  jobs: readonly LocalJob[];
}

/** Creates the key ring, keys and jobs that are missing; what exists is left as it is. */
export async function provisionLocal(options: ProvisionLocalOptions): Promise<void> {
  const { kms, scheduler, projectId, location, keys, jobs } = options;
  const parent = `projects/${projectId}/locations/${location}`;
  await tolerateExisting(kms.createKeyRing({ parent, keyRingId: 'mayfly' }, asProvisioner()));
  await Promise.all([
    ...keys.map((key) => tolerateExisting(createKey(kms, `${parent}/keyRings/mayfly`, key))),
    ...jobs.map((job) => tolerateExisting(createJob(scheduler, parent, job))),
  ]);
}

function createKey(kms: KeyManagementServiceClient, parent: string, { id, purpose }: LocalKey) {
  const algorithm =
    purpose === 'ASYMMETRIC_SIGN' ? 'EC_SIGN_P256_SHA256' : 'GOOGLE_SYMMETRIC_ENCRYPTION';
  const cryptoKey = { purpose, versionTemplate: { algorithm } } as const;
  return kms.createCryptoKey({ parent, cryptoKeyId: id, cryptoKey }, asProvisioner());
}

function createJob(scheduler: CloudSchedulerClient, parent: string, job: LocalJob) {
  return scheduler.createJob({
    parent,
    job: {
      name: `${parent}/jobs/${job.id}`,
      schedule: job.schedule,
      timeZone: job.timeZone ?? 'UTC',
      httpTarget: {
        uri: job.uri,
        httpMethod: 'POST',
        oidcToken: { serviceAccountEmail: job.serviceAccountEmail, audience: job.audience },
      },
      ...(job.attemptDeadlineSeconds !== undefined && {
        attemptDeadline: { seconds: job.attemptDeadlineSeconds },
      }),
      ...(job.retryCount !== undefined && { retryConfig: { retryCount: job.retryCount } }),
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
