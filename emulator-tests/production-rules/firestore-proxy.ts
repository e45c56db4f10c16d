import { Client, credentials } from '@grpc/grpc-js';
import type {
  FirestoreMethod,
  FirestoreRequest,
} from '../../infra/emulators/firestore/decode-request.ts';
import {
  type DatabaseGrants,
  type FirestoreGrants,
  judgeGrants,
} from '../../infra/emulators/firestore/firestore-grants.ts';
import {
  type CallWatch,
  type ServedFirestore,
  serveFirestore,
  unlimitedMessages,
} from '../../infra/emulators/firestore/serve-firestore.ts';
import type { IndexFile } from '../../infra/firestore/index-file.ts';
import type { QueryShape } from './index-coverage.ts';
import { judgeRequest } from './judge-request.ts';
import { describeOperation, type Operation } from './operation.ts';

/** A query that production would have refused. */
export type UncoveredQuery = {
  readonly method: string;
  readonly project: string;
  readonly database: string;
  readonly shape: QueryShape;
  readonly reason: string;
};

type ByProject = { readonly project?: string };

export type FirestoreProxy = {
  /** The address for callers that may do everything. */
  readonly host: string;
  /**
   * The address for one caller, with the grants of this caller. The proxy needs an address for each
   * caller, because a call does not say who the caller is.
   */
  hostOf(caller: string): string;
  operations(filter?: ByProject): Operation[];
  uncovered(filter?: ByProject): UncoveredQuery[];
  /** Forgets all calls and uncovered queries so far. */
  reset(): void;
  stop(): void;
};

/**
 * Starts a proxy between the clients of Firestore and the emulator. It refuses the calls that
 * production refuses, and records all calls.
 */
export async function startFirestoreProxy(input: {
  upstream: string;
  indexes: () => IndexFile;
  port?: number;
  /** The callers with their permissions on the databases. Each caller has its own port. */
  grants?: FirestoreGrants;
}): Promise<FirestoreProxy> {
  const credential = credentials.createInsecure();
  const upstream = new Client(input.upstream, credential, unlimitedMessages);
  let operations: Operation[] = [];
  let uncovered: UncoveredQuery[] = [];

  const judge = (
    { name }: FirestoreMethod,
    { project, database }: Operation,
    request: FirestoreRequest,
    byteLength: number,
  ) => {
    const judgement = judgeRequest({ request, byteLength, indexFile: input.indexes() });
    for (const query of judgement?.uncovered ?? [])
      uncovered.push({ method: name, project, database, ...query });
    // A refusal would disturb a listening client. So the proxy never refuses the query of a
    // listener. If production would refuse this query, the proxy only records it.
    return name === 'Listen' ? undefined : judgement?.refusal;
  };

  const open = (grants?: DatabaseGrants, port?: number) =>
    serveFirestore({
      upstream,
      port,
      watch: (method): CallWatch => {
        let operation: Operation | undefined;
        return {
          onRequest(request, byteLength) {
            if (operation === undefined) {
              operation = describeOperation({ method, request, at: Date.now() });
              operations.push(operation);
            }
            operation.bytes += byteLength;
            const denial = grants && judgeGrants(grants, method, request);
            return denial ?? judge(method, operation, request, byteLength);
          },
          onResponse(message) {
            if (operation === undefined) return;
            operation.bytes += message.length;
            if (holdsDocument(method.name, message)) operation.returned += 1;
          },
          onStatus(code) {
            if (operation) operation.status = code;
          },
        };
      },
    });

  const front = await open(undefined, input.port);
  const callers = Object.entries(input.grants ?? {});
  const doors: ReadonlyMap<string, ServedFirestore> = new Map(
    await Promise.all(
      callers.map(async ([caller, grants]) => [caller, await open(grants)] as const),
    ),
  );
  return {
    host: front.host,
    hostOf(caller) {
      const door = doors.get(caller);
      if (door === undefined) throw new Error(`no caller has the name ${caller}`);
      return door.host;
    },
    operations: (filter) => operations.filter((one) => isOf(one, filter)),
    uncovered: (filter) => uncovered.filter((one) => isOf(one, filter)),
    reset: () => {
      operations = [];
      uncovered = [];
    },
    stop: () => {
      for (const door of [front, ...doors.values()]) door.stop();
      upstream.close();
    },
  };
}

function isOf(one: { readonly project: string }, filter: ByProject | undefined): boolean {
  return filter?.project === undefined || one.project === filter.project;
}

// If a response of these methods contains a document, the response begins with the tag of field 1.
function holdsDocument(method: string, message: Buffer): boolean {
  return (method === 'RunQuery' || method === 'BatchGetDocuments') && message[0] === 0x0a;
}
