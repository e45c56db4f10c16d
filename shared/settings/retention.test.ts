import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { bucketEnd, bucketWidthDays, expiryOf, longestRetentionDays } from './retention.ts';
import { everythingOn } from './testing/everything-on.ts';

/**
 * The width of each category's buckets in days: its longest retention divided by 30, but at least a
 * day. The list is written by hand.
 */
const widths = [
  ['chat_messages', 2],
  ['nlu_messages', 1],
  ['messenger_sessions', 1],
  ['runtime_log', 1],
  ['customers', 6],
  ['manager_log', 6],
  ['variables', 2],
  ['marketing_consents', 6],
  ['coupon_codes', 12],
  ['loyalty_transactions', 6],
  ['loyalty_redemptions', 2],
  ['raffle_participations', 2],
] as const;

test('the buckets of all twelve categories have the widths in the list', () => {
  expect(categories.map((category) => [category.id, bucketWidthDays(category)])).toEqual(widths);
});

describe.each(categories)('$id', (category) => {
  test('a record’s bucket ends at the record’s expiry, or less than one bucket later', () => {
    const width = bucketWidthDays(category) * microsPerDay;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 * microsPerDay }), (expiresAt) => {
        const end = bucketEnd(category, expiresAt);
        expect(end % width).toBe(0);
        expect(end).toBeGreaterThanOrEqual(expiresAt);
        expect(end - expiresAt).toBeLessThan(width);
      }),
    );
  });

  test('a record lives at most as long as the longest retention of its category', () => {
    const { days } = category.retention;
    const values =
      typeof days === 'number'
        ? [{}]
        : Object.keys(days.days).map((value) => ({ [days.field]: value }));
    const basis = 20_468 * microsPerDay + 123_456_789;
    for (const fields of values) {
      const expiresAt = expiryOf(everythingOn(), category, fields, basis);
      expect(expiresAt - basis).toBeLessThanOrEqual(longestRetentionDays(category) * microsPerDay);
      expect(expiresAt % 1_000).toBe(0);
      expect(expiresAt).toBeGreaterThan(basis);
    }
  });
});

test('a coupon lives 360 days, a code 180 days, an unconfirmed consent 14 days, and any other consent 180 days', () => {
  const daysOf = (id: string, fields: object) => {
    const category = categories.find((each) => each.id === id);
    if (category === undefined) throw new Error(`no ${id}`);
    return expiryOf(everythingOn(), category, { ...fields }, 0) / microsPerDay;
  };
  expect(daysOf('coupon_codes', { kind: 'coupon' })).toBe(360);
  expect(daysOf('coupon_codes', { kind: 'code' })).toBe(180);
  expect(daysOf('marketing_consents', { status: 'pending' })).toBe(14);
  expect(daysOf('marketing_consents', { status: 'confirmed' })).toBe(180);
  expect(daysOf('marketing_consents', { status: 'withdrawn' })).toBe(180);
});
