import type { Operation } from '../production-rules/operation.ts';
import type { Operations } from './rows.ts';

/**
 * A process reads these collections again after a fixed time, so that it notices changes. The
 * number of these reads depends on the time and not on the requests.
 */
const refreshed: ReadonlySet<string | undefined> = new Set([
  'api_keys',
  'tenant_profiles',
  'tenant_fences',
  'data_keys',
  'data_key_pointers',
  'lookup_secrets',
  'record_stamps',
  'expected_stamps',
]);

/** Firestore counts a query without a result as one read. */
function readsOf({ method, documents, returned }: Operation): number {
  if (documents !== undefined) return documents;
  return method.startsWith('Run') ? Math.max(1, returned) : 0;
}

/** Adds up operations, and divides the sums by the number of requests. */
export function countOperations(operations: readonly Operation[], requests: number): Operations {
  const sum = (of: (operation: Operation) => number) =>
    operations.reduce((total, each) => total + of(each), 0) / requests;
  return {
    calls: sum(() => 1),
    reads: sum(readsOf),
    writes: sum(({ writes = 0, deletes = 0 }) => writes - deletes),
    deletes: sum(({ deletes = 0 }) => deletes),
    bytes: sum(({ bytes }) => bytes),
  };
}

/** Leaves out the reads that a process repeats after a fixed time. */
export function withoutRefreshes(operations: readonly Operation[]): Operation[] {
  return operations.filter(({ collection }) => !refreshed.has(collection));
}

/**
 * Tells whether `after` contains more operations than `before`, or over a tenth more bytes. Bytes
 * may grow a little, because the stored numbers and texts have different lengths.
 */
export function hasGrown(before: Operations, after: Operations): boolean {
  const kinds = ['calls', 'reads', 'writes', 'deletes'] as const;
  return kinds.some((kind) => after[kind] > before[kind]) || after.bytes > 1.1 * before.bytes;
}
