import { expect, test } from 'vitest';
import { windowEnd } from './policy-window.ts';

const at = (text: string) => Date.parse(text) * 1_000;

test.each([
  ['daily', '2026-03-29T00:00:00Z', '2026-03-30T00:00:00Z'],
  ['daily', '2026-12-31T23:59:59.999Z', '2027-01-01T00:00:00Z'],
  ['weekly', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z'],
  ['weekly', '2026-11-29T23:59:59.999Z', '2026-11-30T00:00:00Z'],
  ['weekly', '2026-12-31T12:00:00Z', '2027-01-04T00:00:00Z'],
  ['weekly', '1970-01-01T00:00:00Z', '1970-01-05T00:00:00Z'],
] as const)(
  'with the policy `%s`, a turn in which the customer gets a code at %s ends at %s',
  (policy, now, end) => {
    expect(windowEnd(policy, at(now), at('2028-01-01T00:00:00Z'))).toBe(at(end));
  },
);

test('with the policy `once` a turn ends with the record, and with `unrestricted` there is no turn', () => {
  const now = at('2026-11-23T09:30:00Z');
  expect(windowEnd('once', now, now + 5)).toBe(now + 5);
  expect(windowEnd('unrestricted', now, now + 5)).toBeUndefined();
});
