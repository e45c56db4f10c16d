import { status } from '@grpc/grpc-js';
import type { FirestoreRequest } from '../../infra/emulators/firestore/decode-request.ts';
import type { Refusal } from '../../infra/emulators/firestore/forward-call.ts';
import type { IndexFile } from '../../infra/firestore/index-file.ts';
import type { QueryShape } from './index-coverage.ts';
import { coversQuery } from './index-coverage.ts';
import { readQuery, structuredQueryOf } from './read-query.ts';
import { findBrokenLimit } from './request-limits.ts';

export type Judgement = {
  readonly refusal: Refusal;
  readonly uncovered: { readonly shape: QueryShape; readonly reason: string }[];
};

/**
 * Returns the reason why production would refuse the request. Returns undefined if production would
 * serve the request.
 */
export function judgeRequest(input: {
  request: FirestoreRequest;
  byteLength: number;
  indexFile: IndexFile;
}): Judgement | undefined {
  const broken = findBrokenLimit(input);
  if (broken !== undefined) {
    return { refusal: { code: status.INVALID_ARGUMENT, details: broken }, uncovered: [] };
  }
  const vector = Boolean(structuredQueryOf(input.request)?.findNearest);
  const uncovered = (readQuery(input.request)?.shapes ?? []).flatMap((shape) => {
    if (vector) return [{ shape, reason: 'vector indexes are not declared in the index file' }];
    const coverage = coversQuery(input.indexFile, shape);
    return coverage.covered ? [] : [{ shape, reason: coverage.reason }];
  });
  const [first] = uncovered;
  if (first === undefined) return undefined;
  const details = `The query requires an index: ${first.reason}`;
  return { refusal: { code: status.FAILED_PRECONDITION, details }, uncovered };
}
