import { emulatorCallerHeader } from '#shared/vault/kms-client.ts';
import { startGrpcServer } from '../grpc/grpc-server.ts';
import { createCryptographyHandlers } from './kms-cryptography.ts';
import { checkGrant, type KmsGrants } from './kms-grants.ts';
import { createKeyHandlers } from './kms-keys.ts';
import { createPolicyHandlers, policyProtos } from './kms-policies.ts';
import { openKmsStore } from './kms-state.ts';
import { type KmsTrouble, sufferTrouble, troubledHandlers } from './kms-trouble.ts';

export interface KmsEmulator {
  host: string;
  port: number;
  /** `true` starts an outage: every call gets the answer UNAVAILABLE. `false` ends it. */
  setOutage(on: boolean): void;
  /**
   * Sets the failure for the following calls. It replaces an outage that `setOutage` has started.
   * After `play(undefined)`, calls succeed again.
   */
  play(trouble: KmsTrouble | undefined): void;
  /** The number of calls for each method since the start. Failed calls are included. */
  calls(): Record<string, number>;
  stop(): Promise<void>;
}

/**
 * Starts a server that answers the real client in place of Cloud KMS. It keeps keys in memory, or
 * in `stateFile`. With `grants`, each caller can use only the keys that are granted to it, and only
 * the provisioner makes keys. Without grants, every caller may do everything.
 */
export async function startKmsEmulator({
  port = 0,
  host = '127.0.0.1',
  stateFile,
  grants,
  now = Date.now,
}: {
  port?: number;
  host?: string;
  stateFile?: string;
  grants?: KmsGrants;
  /** The clock, in milliseconds since the epoch. It decides when versions are destroyed. */
  now?: () => number;
} = {}): Promise<KmsEmulator> {
  const store = openKmsStore(stateFile, now);
  const calls = new Map<string, number>();
  let trouble: KmsTrouble | undefined;
  const server = await startGrpcServer({
    protosModule: '@google-cloud/kms/build/protos/protos.json',
    service: 'google.cloud.kms.v1.KeyManagementService',
    handlers: {
      ...createKeyHandlers(store, now),
      ...troubledHandlers(createCryptographyHandlers(store), () => trouble),
    },
    besides: [
      {
        protosModule: policyProtos(),
        service: 'google.iam.v1.IAMPolicy',
        handlers: createPolicyHandlers(store),
      },
    ],
    host,
    port,
    async beforeCall({ method, request, header }) {
      calls.set(method, (calls.get(method) ?? 0) + 1);
      const { name, parent } = request as { name?: string; parent?: string };
      const resource = name ?? parent ?? '';
      if (trouble !== undefined) await sufferTrouble(trouble, resource);
      if (grants === undefined) return;
      checkGrant(grants, { method, caller: header(emulatorCallerHeader), resource });
    },
  });
  return {
    host,
    port: server.port,
    setOutage(on) {
      trouble = on ? { kind: 'outage' } : undefined;
    },
    play(next) {
      trouble = next;
    },
    calls: () => Object.fromEntries(calls),
    stop: () => server.stop(),
  };
}
