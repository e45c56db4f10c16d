import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { MethodDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { startGrpcServer } from '../grpc/grpc-server.ts';
import { createAdminHandlers, type Finish } from './admin-handlers.ts';
import { type AdminState, createAdminState } from './admin-state.ts';

/** The package does not export its protos. So the path starts at the folder of its package.json. */
const protosModule = join(
  dirname(createRequire(import.meta.url).resolve('@google-cloud/firestore/package.json')),
  'build/protos/admin_v1.json',
);
const service = 'google.firestore.admin.v1.FirestoreAdmin';

/**
 * Returns a function that packs a result into a completed operation, as the service does. To pack
 * the result, the function uses the client's protos.
 */
function createFinish(): Finish {
  const protos: Parameters<typeof fromJSON>[0] = createRequire(import.meta.url)(protosModule);
  const definition = fromJSON(protos, { longs: Number, enums: String })[service] as unknown as {
    readonly [method: string]: MethodDefinition<object, object>;
  };
  const methods = { Database: 'GetDatabase', Index: 'GetIndex', Field: 'GetField' } as const;
  return (result, value) => ({
    name: `operations/${crypto.randomUUID()}`,
    done: true,
    response: {
      type_url: `type.googleapis.com/google.firestore.admin.v1.${result}`,
      value: definition[methods[result]]?.responseSerialize(value),
    },
  });
}

export interface AdminEmulator {
  readonly port: number;
  /**
   * The state of the service. A test changes it, as a person changes it in the console of Google
   * Cloud.
   */
  readonly state: AdminState;
  stop(): Promise<void>;
}

/**
 * Starts a server on this machine that answers the real client in place of Firestore's
 * administration. Every operation is complete at once.
 */
export async function startAdminEmulator(): Promise<AdminEmulator> {
  const state = createAdminState();
  const handlers = createAdminHandlers(state, createFinish());
  const server = await startGrpcServer({
    protosModule,
    service,
    handlers,
    host: '127.0.0.1',
    port: 0,
  });
  return { port: server.port, state, stop: () => server.stop() };
}
