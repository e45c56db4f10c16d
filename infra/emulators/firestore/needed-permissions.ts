import type { EntityPermission } from '../../manifest.ts';
import type { FirestoreMethod, FirestoreRequest, RequestedWrite } from './decode-request.ts';

/** `datastore.entities.…`, or the permission on the database that transactions need. */
export type NeededPermission = EntityPermission | 'databases.get';

const query = ['get', 'list'] as const;

/**
 * The permissions that each method needs. If a request also begins a transaction, it needs
 * `databases.get` in addition. A method that is not listed is refused.
 */
const needs: {
  readonly [method: string]: (request: FirestoreRequest) => readonly NeededPermission[];
} = {
  GetDocument: () => ['get'],
  BatchGetDocuments: () => ['get'],
  ListDocuments: () => query,
  ListCollectionIds: () => ['list'],
  RunQuery: () => query,
  RunAggregationQuery: () => query,
  PartitionQuery: () => query,
  // A message that only removes a target reads no document.
  Listen: ({ addTarget }) => (addTarget ? query : []),
  CreateDocument: () => ['create'],
  // Google's documentation requires only `update`, although this method may also create a document.
  UpdateDocument: () => ['update'],
  DeleteDocument: () => ['delete'],
  Commit: ({ writes }) => (writes?.length ? writes.flatMap(neededByWrite) : ['databases.get']),
  BatchWrite: ({ writes = [] }) => writes.flatMap(neededByWrite),
  // The first message of the stream contains no writes, so it needs no permission.
  Write: ({ writes = [] }) => writes.flatMap(neededByWrite),
  BeginTransaction: () => ['databases.get'],
  Rollback: () => ['databases.get'],
};

/**
 * Returns the permissions that one write needs. A write without a precondition may create or change
 * a document, so it needs `create` and `update`.
 */
function neededByWrite(write: RequestedWrite): readonly NeededPermission[] {
  if (write.delete) return ['delete'];
  if (!write.update && !write.transform) throw new Error('a write of an unknown kind');
  const { exists, updateTime } = write.currentDocument ?? {};
  if (exists === false) return ['create'];
  // A precondition with `updateTime` also requires that the document exists.
  return exists === true || updateTime ? ['update'] : ['create', 'update'];
}

/**
 * Lists the permissions that production requires for a request, without repetitions. The result is
 * undefined for an unknown method.
 * @see https://cloud.google.com/firestore/docs/security/iam «Required permissions for API methods»
 */
export function neededPermissions(
  { name }: Pick<FirestoreMethod, 'name'>,
  request: FirestoreRequest,
): readonly NeededPermission[] | undefined {
  const needed = Object.hasOwn(needs, name) ? needs[name]?.(request) : undefined;
  if (needed === undefined) return undefined;
  const transaction: readonly NeededPermission[] = request.newTransaction ? ['databases.get'] : [];
  return [...new Set([...needed, ...transaction])];
}
