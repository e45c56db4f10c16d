import { emulatorCallerHeader } from '#shared/vault/kms-client.ts';
import { GrpcFailure, startGrpcServer } from '../grpc/grpc-server.ts';
import { createCryptographyHandlers } from './kms-cryptography.ts';
import { checkGrant, type KmsGrants } from './kms-grants.ts';
import { createKeyHandlers } from './kms-keys.ts';
import { createPolicyHandlers, policyProtos } from './kms-policies.ts';
import { openKmsStore } from './kms-state.ts';

export interface KmsEmulator {
  host: string;
  port: number;
  /** While on, every call is answered with UNAVAILABLE. */
  setOutage(on: boolean): void;
  /** Calls received per method since the start, those that failed included. */
  calls(): Record<string, number>;
  stop(): Promise<void>;
}

/**
 * Cloud KMS for the real client, on this machine. Keeps keys in memory unless given a file. With
 * `grants`, callers use only the keys granted to them, and only the provisioner makes keys.
 * Without, every caller may do all.
 */
export async function startKmsEmulator({
  port = 0,
  host = '127.0.0.1',
  stateFile,
  grants,
}: {
  port?: number;
  host?: string;
  stateFile?: string;
  grants?: KmsGrants;
} = {}): Promise<KmsEmulator> {
  const store = openKmsStore(stateFile);
  const calls = new Map<string, number>();
  let outage = false;
  const server = await startGrpcServer({
    protosModule: '@google-cloud/kms/build/protos/protos.json',
    service: 'google.cloud.kms.v1.KeyManagementService',
    handlers: { ...createKeyHandlers(store, Date.now), ...createCryptographyHandlers(store) },
    besides: [
      {
        protosModule: policyProtos(),
        service: 'google.iam.v1.IAMPolicy',
        handlers: createPolicyHandlers(store),
      },
    ],
    host,
    port,
    beforeCall({ method, request, header }) {
      calls.set(method, (calls.get(method) ?? 0) + 1);
      if (outage) throw new GrpcFailure('UNAVAILABLE', 'The service is currently unavailable.');
      if (grants === undefined) return;
      const { name, parent } = request as { name?: string; parent?: string };
      const resource = name ?? parent ?? '';
      checkGrant(grants, { method, caller: header(emulatorCallerHeader), resource });
    },
  });
  return {
    host,
    port: server.port,
    setOutage(on) {
      outage = on;
    },
    calls: () => Object.fromEntries(calls),
    stop: () => server.stop(),
  };
}
