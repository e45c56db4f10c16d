import type { ServerDuplexStream } from '@grpc/grpc-js';
import { Client, credentials, Server, ServerCredentials } from '@grpc/grpc-js';
import type { IndexFile } from '../../infra/firestore/index-file.ts';
import type { FirestoreRequest } from './decode-request.ts';
import { loadFirestoreMethods } from './decode-request.ts';
import type { Refusal } from './forward-call.ts';
import { forwardCall } from './forward-call.ts';
import type { QueryShape } from './index-coverage.ts';
import { judgeRequest } from './judge-request.ts';
import type { Operation } from './operation.ts';
import { describeOperation } from './operation.ts';

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
  readonly host: string;
  operations(filter?: ByProject): Operation[];
  uncovered(filter?: ByProject): UncoveredQuery[];
  /** Forgets what was recorded so far. */
  reset(): void;
  stop(): void;
};

const UNLIMITED = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
};

/** Stands between a Firestore client and the emulator, refuses what production refuses, and counts. */
export async function startFirestoreProxy(input: {
  upstream: string;
  indexes: () => IndexFile;
  port?: number;
}): Promise<FirestoreProxy> {
  const upstream = new Client(input.upstream, credentials.createInsecure(), UNLIMITED);
  const server = new Server(UNLIMITED);
  let operations: Operation[] = [];
  let uncovered: UncoveredQuery[] = [];

  for (const method of loadFirestoreMethods()) {
    const admit = (operation: Operation, request: FirestoreRequest, byteLength: number) => {
      const judgement = judgeRequest({ request, byteLength, indexFile: input.indexes() });
      const { project, database } = operation;
      for (const query of judgement?.uncovered ?? []) {
        uncovered.push({ method: method.name, project, database, ...query });
      }
      // A client that listens hears of a refusal in no simple way: what it may not do is only recorded.
      return method.name === 'Listen' ? undefined : judgement?.refusal;
    };
    // On the wire a unary call is a stream of one message, so one handler serves every kind.
    server.register(
      method.path,
      (call: ServerDuplexStream<Buffer, Buffer>) => {
        let operation: Operation | undefined;
        forwardCall({
          call,
          upstream,
          path: method.path,
          onRequest: (message): Refusal | undefined => {
            const request = method.decode(message);
            if (operation === undefined) {
              operation = describeOperation({ method, request, at: Date.now() });
              operations.push(operation);
            }
            return admit(operation, request, message.length);
          },
          onResponse: (message) => {
            if (operation && holdsDocument(method.name, message)) operation.returned += 1;
          },
          onStatus: (code) => {
            if (operation) operation.status = code;
          },
        });
      },
      passThrough,
      passThrough,
      'bidi',
    );
  }

  const port = await new Promise<number>((resolve, reject) => {
    const address = `127.0.0.1:${input.port ?? 0}`;
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    host: `127.0.0.1:${port}`,
    operations: (filter) => operations.filter((one) => isOf(one, filter)),
    uncovered: (filter) => uncovered.filter((one) => isOf(one, filter)),
    reset: () => {
      operations = [];
      uncovered = [];
    },
    stop: () => {
      server.forceShutdown();
      upstream.close();
    },
  };
}

function isOf(one: { readonly project: string }, filter: ByProject | undefined): boolean {
  return filter?.project === undefined || one.project === filter.project;
}

// The document is field 1 of these responses and is written first, so its tag is the first byte.
function holdsDocument(method: string, message: Buffer): boolean {
  return (method === 'RunQuery' || method === 'BatchGetDocuments') && message[0] === 0x0a;
}

function passThrough(message: Buffer): Buffer {
  return message;
}
