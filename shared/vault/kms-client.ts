import type { KeyManagementServiceClient } from '@google-cloud/kms';
import { channelOptions } from '#shared/base/grpc/channel-options.ts';
import type { KmsCallOptions } from './kms-call.ts';

type ClientOptions = NonNullable<ConstructorParameters<typeof KeyManagementServiceClient>[0]>;

const deadlineMs = 8_000;

export type KmsOptions = {
  readonly projectId: string;
  readonly location: string;
  /** `host:port` of the emulator, or undefined for the real service. */
  readonly emulatorHost: string | undefined;
  /**
   * The name of the function. The emulator grants rights by this name. The real service identifies
   * the caller itself.
   */
  readonly caller: string;
  readonly onTrouble?: KmsCallOptions['onTrouble'];
  /**
   * If there were no calls for this number of milliseconds, the next call also checks the
   * connection. Only a test sets it.
   */
  readonly keepaliveMs?: number;
};

/** The metadata field in which the emulator finds the caller's name. */
export const emulatorCallerHeader = 'mayfly-emulator-caller';

async function optionsOf(emulatorHost: string): Promise<ClientOptions> {
  const { credentials } = await import('@grpc/grpc-js');
  const [apiEndpoint = '', port] = emulatorHost.split(':');
  return { apiEndpoint, port: Number(port), sslCreds: credentials.createInsecure() };
}

/**
 * Loads the client when the key service is used for the first time. It loads only the file of this
 * client, not the whole package.
 */
async function connect({
  emulatorHost,
  keepaliveMs,
}: KmsOptions): Promise<KeyManagementServiceClient> {
  const { KeyManagementServiceClient: Client } = await import(
    '@google-cloud/kms/build/src/v1/key_management_service_client.js'
  );
  const ofEmulator = emulatorHost === undefined ? {} : await optionsOf(emulatorHost);
  const client = new Client({ ...channelOptions(keepaliveMs), ...ofEmulator });
  await client.initialize();
  return client;
}

/** The options for calls with keys of a project's key ring `mayfly`. */
export function kmsCallOptions(options: KmsOptions): KmsCallOptions {
  const { projectId, location, emulatorHost, caller, onTrouble } = options;
  return {
    connect: () => connect(options),
    keyRing: `projects/${projectId}/locations/${location}/keyRings/mayfly`,
    deadlineMs,
    headers: emulatorHost === undefined ? {} : { [emulatorCallerHeader]: caller },
    ...(onTrouble && { onTrouble }),
  };
}
