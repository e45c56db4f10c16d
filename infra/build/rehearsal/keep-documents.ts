import { createRequire } from 'node:module';
import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

type Stored = { readonly name: string; readonly fields?: object };
type Request = {
  readonly documents?: readonly string[];
  readonly writes?: readonly { readonly update?: Stored; readonly delete?: string }[];
  readonly structuredAggregationQuery?: { readonly aggregations?: readonly { alias?: string }[] };
};

function loadService(): ServiceDefinition {
  const protos = createRequire(import.meta.url)('@google-cloud/firestore-api/protos/protos.json');
  const options = { enums: String, longs: String, arrays: true };
  return fromJSON(protos, options)['google.firestore.v1.Firestore'] as unknown as ServiceDefinition;
}

const at = { seconds: '1700000000', nanos: 0 };
/** Answers one call with a stream of messages. */
const stream =
  (answer: (request: Request) => readonly object[]): handleServerStreamingCall<Request, object> =>
  (call) => {
    for (const message of answer(call.request)) call.write(message);
    call.end();
  };

/**
 * Starts a server that answers Firestore's client in place of Firestore, while the build sends
 * first requests to functions. The server keeps written documents in memory and returns them by
 * name. Every query finds nothing, and no precondition is checked.
 */
export async function keepDocuments(): Promise<{ readonly host: string; stop(): void }> {
  const documents = new Map<string, object>();
  function write({ update, delete: deleted }: NonNullable<Request['writes']>[number]): object {
    if (update !== undefined)
      documents.set(update.name, { ...update, createTime: at, updateTime: at });
    if (deleted !== undefined) documents.delete(deleted);
    return { updateTime: at };
  }
  const commit: handleUnaryCall<Request, object> = ({ request }, callback) =>
    callback(null, { writeResults: (request.writes ?? []).map(write), commitTime: at });
  const server = new Server();
  server.addService(loadService(), {
    batchGetDocuments: stream(({ documents: names = [] }) =>
      names.map((name) => {
        const found = documents.get(name);
        return { readTime: at, ...(found === undefined ? { missing: name } : { found }) };
      }),
    ),
    runQuery: stream(() => [{ readTime: at }]),
    runAggregationQuery: stream(({ structuredAggregationQuery }) => {
      const named = structuredAggregationQuery?.aggregations ?? [];
      const zeros = named.map(({ alias = '' }) => [alias, { integerValue: '0' }]);
      return [{ readTime: at, result: { aggregateFields: Object.fromEntries(zeros) } }];
    }),
    commit,
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return { host: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}
