import { expect, test } from 'vitest';
import type { Operation } from '../production-rules/operation.ts';
import { countOperations, hasGrown, withoutRefreshes } from './count-operations.ts';

const operation = (changes: Partial<Operation>): Operation => ({
  method: 'Commit',
  project: 'p',
  database: 'mayfly',
  at: 0,
  transaction: false,
  returned: 0,
  bytes: 100,
  ...changes,
});

test('each count is divided by the number of requests, and a query counts as at least one read', () => {
  const told = countOperations(
    [
      operation({ writes: 3, deletes: 1 }),
      operation({ method: 'BatchGetDocuments', documents: 2, returned: 1 }),
      operation({ method: 'RunQuery', returned: 51 }),
      operation({ method: 'RunQuery' }),
    ],
    2,
  );
  expect(told).toEqual({ calls: 2, reads: 27, writes: 1, deletes: 0.5, bytes: 200 });
});

test('calls that read settings or keys do not count, and all other calls count', () => {
  const calls = ['tenant_profiles', 'data_keys', 'chat_messages', undefined].map((collection) =>
    operation(collection === undefined ? {} : { collection }),
  );
  expect(withoutRefreshes(calls)).toEqual(calls.slice(2));
});

test('the cost of a request has grown if it needs more operations, or over a tenth more bytes', () => {
  const before = { calls: 1, reads: 2, writes: 3, deletes: 0, bytes: 1_000 };
  expect(hasGrown(before, { ...before, bytes: 1_100 })).toBe(false);
  expect(hasGrown(before, { ...before, bytes: 1_101 })).toBe(true);
  for (const kind of ['calls', 'reads', 'writes', 'deletes'] as const)
    expect(hasGrown(before, { ...before, [kind]: before[kind] + 0.1 })).toBe(true);
});
