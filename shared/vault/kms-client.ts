import type { KeyManagementServiceClient } from '@google-cloud/kms';
import type { KmsCallOptions } from './kms-call.ts';

const deadlineMs = 8_000;

export type KmsOptions = {
  readonly projectId: string;
  readonly location: string;
  /** `host:port` of the emulator, or undefined for the service. */
  readonly emulatorHost: string | undefined;
  /** Name of the function. Told to the emulator, which grants by it; the service knows who calls by itself. */
  readonly caller: string;
};

/** Where the emulator finds the caller's name in the metadata of a call. */
export const emulatorCallerHeader = 'mayfly-emulator-caller';

/** Loads the client only when the key service is needed, and of the package no more than that client. */
async function connect(emulatorHost: string | undefined): Promise<KeyManagementServiceClient> {
  const { KeyManagementServiceClient: Client } = await import(
    '@google-cloud/kms/build/src/v1/key_management_service_client.js'
  );
  if (emulatorHost === undefined) return new Client();
  const { credentials } = await import('@grpc/grpc-js');
  const [apiEndpoint = '', port] = emulatorHost.split(':');
  return new Client({ apiEndpoint, port: Number(port), sslCreds: credentials.createInsecure() });
}

/** How the key ring `mayfly` of a project is called. */
export function kmsCallOptions(options: KmsOptions): KmsCallOptions {
  const { projectId, location, emulatorHost, caller } = options;
  return {
    connect: () => connect(emulatorHost),
    keyRing: `projects/${projectId}/locations/${location}/keyRings/mayfly`,
    deadlineMs,
    headers: emulatorHost === undefined ? {} : { [emulatorCallerHeader]: caller },
  };
}
