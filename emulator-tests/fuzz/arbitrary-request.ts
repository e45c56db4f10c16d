import fc from 'fast-check';
import { arbitraryBody, type PlannedBody } from './arbitrary-body.ts';
import { arbitraryHeaders, type Headers } from './arbitrary-headers.ts';
import { arbitraryPath } from './arbitrary-path.ts';
import { arbitraryQuery } from './arbitrary-query.ts';
import { canary } from './canary.ts';
import { type DescribedOperation, operations } from './described-operations.ts';

/** A planned request. It has placeholders for values that are known only when it is sent. */
export type PlannedRequest = {
  readonly planned: DescribedOperation;
  readonly method: string;
  /** The path with its query. It may contain placeholders, and odd texts without encoding. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: PlannedBody | undefined;
};

const otherMethods = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'PROPFIND',
  canary.toUpperCase(),
);

function requestOf(planned: DescribedOperation): fc.Arbitrary<PlannedRequest> {
  const method = fc.oneof({ weight: 20, arbitrary: fc.constant(planned.method) }, otherMethods);
  const url = fc
    .tuple(arbitraryPath(planned), arbitraryQuery(planned))
    .map((parts) => parts.join(''));
  return fc
    .record({ method, url, headers: arbitraryHeaders(planned), body: arbitraryBody(planned) })
    .map((request) => ({ planned, ...request }));
}

/** Requests to every described operation. Most of them are almost valid. */
export const arbitraryRequest: fc.Arbitrary<PlannedRequest> = fc.oneof(
  ...operations.map(requestOf),
);
