import type {
  FirestoreMethod,
  FirestoreRequest,
} from '../../infra/emulators/firestore/decode-request.ts';
import { requestedPaths } from '../../infra/emulators/firestore/requested-paths.ts';
import { structuredQueryOf } from './read-query.ts';

/** One call to Firestore, as it would be billed. Each retry of a client is a call of its own. */
export type Operation = {
  readonly method: string;
  readonly project: string;
  readonly database: string;
  /** Milliseconds since the epoch when the request arrived. */
  readonly at: number;
  /** The collection id, if the call is about documents of one collection only. */
  readonly collection?: string;
  /** Documents written or deleted by Commit and BatchWrite. */
  readonly writes?: number;
  /** Those of the writes that delete. */
  readonly deletes?: number;
  /** Documents asked for by BatchGetDocuments. */
  readonly documents?: number;
  /** Whether the call takes part in a transaction, or begins one. */
  readonly transaction: boolean;
  /** Documents that came back so far. */
  returned: number;
  /** The gRPC status code, once the call has ended; a refusal by the proxy has one too. */
  status?: number;
};

export function describeOperation(input: {
  method: FirestoreMethod;
  request: FirestoreRequest;
  at: number;
}): Operation {
  const { request } = input;
  const paths = requestedPaths(request);
  const [, project = '', , database = ''] = (request.database ?? paths[0] ?? '').split('/');
  const collections = new Set(collectionIds(request, paths));
  const [collection] = collections;
  return {
    method: input.method.name,
    project,
    database,
    at: input.at,
    ...(collection !== undefined && collections.size === 1 ? { collection } : {}),
    ...(request.writes ? { writes: request.writes.length } : {}),
    ...countDeletes(request),
    ...(request.documents ? { documents: request.documents.length } : {}),
    transaction: isTransactional(input.method, request),
    returned: 0,
  };
}

function countDeletes({ writes = [] }: FirestoreRequest) {
  const deletes = writes.filter((write) => Boolean(write.delete)).length;
  return deletes > 0 ? { deletes } : {};
}

function collectionIds(request: FirestoreRequest, paths: readonly string[]): string[] {
  const queried = structuredQueryOf(request)?.from?.[0]?.collectionId ?? request.collectionId;
  if (queried) return [queried];
  return paths.map((path) => path.split('/').at(-2)).filter((id) => id !== undefined);
}

function isTransactional(method: FirestoreMethod, request: FirestoreRequest): boolean {
  if (method.name === 'BeginTransaction' || method.name === 'Rollback') return true;
  return (request.transaction?.length ?? 0) > 0 || request.newTransaction !== undefined;
}
