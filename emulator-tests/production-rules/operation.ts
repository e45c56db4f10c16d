import type {
  FirestoreMethod,
  FirestoreRequest,
} from '../../infra/emulators/firestore/decode-request.ts';
import { requestedPaths } from '../../infra/emulators/firestore/requested-paths.ts';
import { structuredQueryOf } from './read-query.ts';

/**
 * One call to Firestore, with its numbers of documents and bytes. If a client repeats a call, each
 * attempt is an operation.
 */
export type Operation = {
  readonly method: string;
  readonly project: string;
  readonly database: string;
  /** The time when the request arrived, in milliseconds since the epoch. */
  readonly at: number;
  /** The collection id, if the call concerns documents of one collection only. */
  readonly collection?: string;
  /** The number of documents that Commit and BatchWrite write or delete. */
  readonly writes?: number;
  /** The number of these writes that delete a document. */
  readonly deletes?: number;
  /** The number of documents that BatchGetDocuments asks for. */
  readonly documents?: number;
  /** True if the call belongs to a transaction, or starts one. */
  readonly transaction: boolean;
  /** The number of documents that were returned so far. */
  returned: number;
  /** The number of bytes of the messages in both directions. */
  bytes: number;
  /**
   * The gRPC status code. It is missing until the call has ended. A call that the proxy refuses has
   * a status, too.
   */
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
    bytes: 0,
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
