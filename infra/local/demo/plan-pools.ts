import { microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { retentionDays } from '#shared/settings/retention.ts';
import type { Person } from './demo-people.ts';
import type { SeededRandom } from './seeded-random.ts';

/**
 * A pool of coupons or codes. `claims` are the emissions or redemptions of its codes, the oldest
 * first.
 */
export interface PlannedPool {
  pool: { name: string; kind: 'code' | 'coupon'; policy: string; low_stock: number };
  codes: readonly string[];
  claims: readonly { email: string; atMs: number }[];
}

const dayMs = microsPerDay / microsPerMilli;
/**
 * A record is created at least this many milliseconds before now, and expires at least this many
 * milliseconds after now.
 */
const marginMs = 3_600_000;
/** The characters of codes. Characters that people often confuse, such as O and 0, are missing. */
const letters = 'ABCDEFGHJKLMNPQRTUVWXY346789';

function codesOf(prefix: string, count: number, random: SeededRandom): string[] {
  const codes = new Set<string>();
  while (codes.size < count) {
    const text = Array.from({ length: 6 }, () => random.pick([...letters])).join('');
    codes.add(`${prefix}-${text}`);
  }
  return [...codes];
}

/**
 * The number of codes that each person redeems. It is large, so that the chart shows how the number
 * of codes falls.
 */
const redeemedEach = 8;

/**
 * Spreads emissions or redemptions evenly over the retention, so that their records expire at
 * different times.
 */
function claimsOf(
  kind: 'code' | 'coupon',
  people: readonly Person[],
  count: number,
  nowMs: number,
): PlannedPool['claims'] {
  const spanMs = retentionDays(couponCodes, { kind }) * dayMs - 2 * marginMs;
  return Array.from({ length: count }, (_, index) => ({
    email: people[index % people.length]?.email ?? '',
    atMs: Math.floor(nowMs - marginMs - ((count - index - 0.5) / count) * spanMs),
  }));
}

/**
 * Plans two pools. Many coupons are left in the first pool, and few product codes in the second.
 */
export function planPools(
  people: readonly Person[],
  random: SeededRandom,
  nowMs: number,
): PlannedPool[] {
  const { length } = people;
  const redeemed = length * redeemedEach;
  return [
    {
      pool: { name: 'willkommen-10-prozent', kind: 'coupon', policy: 'once', low_stock: 20 },
      codes: codesOf('WILLKOMMEN', 120, random),
      claims: claimsOf('coupon', people, length, nowMs),
    },
    {
      pool: { name: 'kassenbon-code', kind: 'code', policy: 'daily', low_stock: 25 },
      codes: codesOf('BON', 20 + redeemed, random),
      claims: claimsOf('code', people, redeemed, nowMs),
    },
  ];
}
