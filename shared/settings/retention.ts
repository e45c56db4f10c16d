import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category, RetentionDays } from '#shared/categories/define-category.ts';
import { type Shortening, settingsOf, type TenantSettings } from './settings.ts';

function daysOf(days: RetentionDays): number[] {
  return typeof days === 'number' ? [days] : Object.values(days.days);
}

/**
 * The longest retention of the category's records in days. It includes longer retentions that a
 * tenant may choose.
 */
export function longestRetentionDays(category: Category): number {
  return Math.max(...daysOf(category.retention.days), ...category.retention.longerChoices);
}

/**
 * The promised retention of a category in days. If the retention depends on a field, the result is
 * the longest one. Longer retentions that a tenant may choose are not included.
 */
export function promisedDays(category: Category): number {
  return Math.max(...daysOf(category.retention.days));
}

/**
 * The promised retention of a record in days.
 * @throws if the promise depends on a field and the record does not have this field
 */
export function retentionDays(
  category: Category,
  record: { readonly [field: string]: unknown },
): number {
  const { days } = category.retention;
  if (typeof days === 'number') return days;
  const value = record[days.field];
  const chosen = typeof value === 'string' ? days.days[value] : undefined;
  if (chosen === undefined)
    throw new Error(`${category.id}.${days.field} is missing, but decides the retention`);
  return chosen;
}

/**
 * The width of a category's buckets in days: the longest retention divided by 30, rounded up to
 * whole days. All records that expire in one bucket share a data key. So a key is needed at most
 * one width longer than its last record. The width never changes.
 */
export function bucketWidthDays(category: Category): number {
  return Math.max(1, Math.ceil(longestRetentionDays(category) / 30));
}

/**
 * The end of the bucket that contains an expiry. An expiry at the boundary belongs to the earlier
 * bucket.
 */
export function bucketEnd(category: Category, expiresAt: Instant): Instant {
  const width = bucketWidthDays(category) * microsPerDay;
  return Math.ceil(expiresAt / width) * width;
}

/**
 * The end of the bucket for data that is not a record yet, such as an imported line. It is the end
 * of the day on which the data expires.
 */
export function dayBucketEnd(expiresAt: Instant): Instant {
  return Math.ceil(expiresAt / microsPerDay) * microsPerDay;
}

function wholeMillis(instant: Instant): Instant {
  return Math.floor(instant / microsPerMilli) * microsPerMilli;
}

/**
 * The instant at which a record expires: its basis (for example its creation or the last
 * interaction) plus the days of {@link retainedDays}. It is a whole number of milliseconds, so that
 * callers see the exact value.
 */
export function expiryOf(
  settings: TenantSettings,
  category: Category,
  fields: { readonly [field: string]: unknown },
  basis: Instant,
): Instant {
  return wholeMillis(basis) + retainedDays(settings, category, fields) * microsPerDay;
}

/**
 * The new expiry of a record that existed when a shorter retention took effect (`upTo`). If the
 * calculated expiry is earlier than `upTo`, the record expires at `upTo`. With the calculated
 * expiry, the record would count as overdue from an instant before the retention was shortened.
 */
export function shortenedExpiry(
  basis: Instant,
  { upTo, days }: Pick<Shortening, 'upTo' | 'days'>,
): Instant {
  return Math.max(wholeMillis(basis) + days * microsPerDay, wholeMillis(upTo));
}

/**
 * The new expiry of a document that a shorter retention affects, see {@link shortenedExpiry}. The
 * tenant may choose a longer retention again afterwards. The longer retention applies to a document
 * whose retention is counted from an instant after the shortening.
 */
export function expiryAfter(
  { upTo, days }: Shortening,
  settings: TenantSettings,
  category: Category | undefined,
  basis: Instant,
): Instant {
  const chosen = category && settingsOf(settings, category).retentionDays;
  const kept = basis > upTo ? Math.max(days, chosen ?? Infinity) : days;
  return shortenedExpiry(basis, { upTo, days: kept });
}

/**
 * How many days a tenant keeps a record: the tenant's choice, or the promised days if these are
 * fewer. A longer choice than the promise counts only if the category offers it.
 */
export function retainedDays(
  settings: TenantSettings,
  category: Category,
  fields: { readonly [field: string]: unknown },
): number {
  const promised = retentionDays(category, fields);
  const chosen = settingsOf(settings, category).retentionDays ?? promised;
  return category.retention.longerChoices.includes(chosen) ? chosen : Math.min(chosen, promised);
}
