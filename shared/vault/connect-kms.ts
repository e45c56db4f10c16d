import type { KeyManagementServiceClient } from '@google-cloud/kms';
import type { KeyWrapper } from './key-wrapper.ts';
import { createKmsKeyWrapper } from './kms-key-wrapper.ts';

const deadlineMs = 8_000;

export type KmsOptions = {
  readonly projectId: string;
  readonly location: string;
  /** `host:port` of the emulator, or undefined for the service. */
  readonly emulatorHost: string | undefined;
};

/** Loads the client only when a key must be wrapped or unwrapped: importing it costs 36 to 145 ms of a cold start. */
async function connect(emulatorHost: string | undefined): Promise<KeyManagementServiceClient> {
  const { KeyManagementServiceClient: Client } = await import('@google-cloud/kms');
  if (emulatorHost === undefined) return new Client();
  const { credentials } = await import('@grpc/grpc-js');
  const [apiEndpoint = '', port] = emulatorHost.split(':');
  return new Client({ apiEndpoint, port: Number(port), sslCreds: credentials.createInsecure() });
}

/** The {@link KeyWrapper} on the key ring `mayfly` of Cloud KMS. */
export function connectKms(options: KmsOptions): KeyWrapper {
  const { projectId, location, emulatorHost } = options;
  return createKmsKeyWrapper({
    connect: () => connect(emulatorHost),
    keyRing: `projects/${projectId}/locations/${location}/keyRings/mayfly`,
    deadlineMs,
  });
}
