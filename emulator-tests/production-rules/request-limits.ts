import type { Filter, FirestoreRequest } from '../../infra/emulators/firestore/decode-request.ts';
import { requestedPaths } from '../../infra/emulators/firestore/requested-paths.ts';
import { readQuery, structuredQueryOf } from './read-query.ts';

const REQUEST_BYTES_MAX = 10 * 1024 * 1024;
const ALTERNATIVES_MAX = 30;
const LIST_VALUES_MAX: Record<string, number> = { IN: 30, ARRAY_CONTAINS_ANY: 30, NOT_IN: 10 };

/**
 * Returns the reason why production would refuse the request as an invalid argument. Returns
 * undefined if the request breaks no limit.
 */
export function findBrokenLimit(input: {
  request: FirestoreRequest;
  byteLength: number;
}): string | undefined {
  if (input.byteLength > REQUEST_BYTES_MAX) {
    return `Request payload size exceeds the limit: ${REQUEST_BYTES_MAX} bytes.`;
  }
  for (const path of requestedPaths(input.request)) {
    const segment = relativeSegments(path).find(isReservedId);
    if (segment !== undefined) return `Resource id "${segment}" is invalid because it is reserved.`;
  }
  const where = structuredQueryOf(input.request)?.where;
  const list = where ? findLongList(where) : undefined;
  if (list !== undefined) return list;
  if ((readQuery(input.request)?.alternatives ?? 0) > ALTERNATIVES_MAX) {
    return `Query has more than ${ALTERNATIVES_MAX} disjunctions.`;
  }
  return undefined;
}

function relativeSegments(path: string): string[] {
  return path.split('/').slice(5);
}

function isReservedId(id: string): boolean {
  return id === '.' || id === '..' || /^__.*__$/s.test(id);
}

function findLongList(filter: Filter): string | undefined {
  for (const part of filter.compositeFilter?.filters ?? []) {
    const found = findLongList(part);
    if (found !== undefined) return found;
  }
  const { op = '', value } = filter.fieldFilter ?? {};
  const most = LIST_VALUES_MAX[op];
  if (most === undefined || (value?.arrayValue?.values?.length ?? 0) <= most) return undefined;
  return `'${op}' supports up to ${most} comparison values.`;
}
