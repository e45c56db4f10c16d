import { expect, test } from 'vitest';
import { isUndoable } from './is-undoable.ts';

test.each([
  ['a change', false, 0],
  ['the erasure of a tenant', true, 45],
])('%s can be undone until $2 seconds before it takes effect', (_, isOfTenant, seconds) => {
  const effectiveAt = '2026-01-15T12:00:00.000Z';
  const end = Date.parse(effectiveAt) - seconds * 1_000;
  expect(isUndoable(effectiveAt, isOfTenant, new Date(end - 1))).toBe(true);
  expect(isUndoable(effectiveAt, isOfTenant, new Date(end))).toBe(false);
});
