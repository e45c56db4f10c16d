import firestore from '@google-cloud/firestore';
import { KeyManagementServiceClient } from '@google-cloud/kms';
import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { credentials } from '@grpc/grpc-js';
import { createGcloud } from './gcloud.ts';
import type { ProvisionTools } from './steps-of.ts';

/** The ports of the servers on this machine that replace Google's services in tests. */
export type LocalServices = {
  readonly firestoreAdmin: number;
  readonly kms: number;
  readonly scheduler: number;
};

function optionsOf(projectId: string, port: number | undefined) {
  if (port === undefined) return { projectId };
  return {
    projectId,
    apiEndpoint: '127.0.0.1',
    port,
    sslCreds: credentials.createInsecure(),
  };
}

/**
 * Connects to Google's services, or in tests to the servers on the ports in `local`.
 * @returns the clients, and a function that closes them
 */
export function connectTools(
  projectId: string,
  local?: LocalServices,
): ProvisionTools & { close(): Promise<void> } {
  const admin = new firestore.v1.FirestoreAdminClient(optionsOf(projectId, local?.firestoreAdmin));
  const kms = new KeyManagementServiceClient(optionsOf(projectId, local?.kms));
  const scheduler = new CloudSchedulerClient(optionsOf(projectId, local?.scheduler));
  return {
    admin,
    kms,
    scheduler,
    gcloud: createGcloud(projectId),
    now: Date.now,
    close: async () => {
      await Promise.all([admin.close(), kms.close(), scheduler.close()]);
    },
  };
}
