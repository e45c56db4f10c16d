import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category, RetentionDays } from '#shared/categories/define-category.ts';
import { type Shortening, settingsOf, type TenantSettings } from './settings.ts';

function daysOf(days: RetentionDays): number[] {
  return typeof days === 'number' ? [days] : Object.values(days.days);
}

/** The longest retention of the category's records in days, with tenants' longer choices. */
export function longestRetentionDays(category: Category): number {
  return Math.max(...daysOf(category.retention.days), ...category.retention.longerChoices);
}

/**
 * The promise of a category in days, or the longest one if it depends on a field. Tenants' longer
 * choices do not count.
 */
export function promisedDays(category: Category): number {
  return Math.max(...daysOf(category.retention.days));
}

/**
 * The promised retention of a record in days.
 * @throws when the promise depends on a field and the record does not have it.
 */
export function retentionDays(
  category: Category,
  record: { readonly [field: string]: unknown },
): number {
  const { days } = category.retention;
  if (typeof days === 'number') return days;
  const value = record[days.field];
  const chosen = typeof value === 'string' ? days.days[value] : undefined;
  if (chosen === undefined) throw new Error(`${category.id}.${days.field} decides its retention`);
  return chosen;
}

/**
 * Width of the expiry buckets that share a data key, in days: the longest retention / 30, at least
 * a day. It is a constant of the category, so a key stays at most one bucket longer than its last
 * record.
 */
export function bucketWidthDays(category: Category): number {
  return Math.max(1, Math.ceil(longestRetentionDays(category) / 30));
}

/** The end of an expiry's bucket. An expiry on the edge belongs to the earlier bucket. */
export function bucketEnd(category: Category, expiresAt: Instant): Instant {
  const width = bucketWidthDays(category) * microsPerDay;
  return Math.ceil(expiresAt / width) * width;
}

/**
 * The end of the bucket of data that is no record yet, such as an imported line: the end of the
 * bucket of its last day.
 */
export function dayBucketEnd(expiresAt: Instant): Instant {
  return Math.ceil(expiresAt / microsPerDay) * microsPerDay;
}

function wholeMillis(instant: Instant): Instant {
  return Math.floor(instant / microsPerMilli) * microsPerMilli;
}

/**
 * When a record expires: its basis (creation or last interaction) plus the days that the tenant
 * chose within the category's promise. In whole milliseconds, so that callers read the exact
 * value.
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
 * The new expiry of a record that existed when a shorter retention took effect. A record that is
 * already too old expires at the moment at which the retention took effect. It was not due earlier,
 * so deleting it soon after is in time.
 */
export function shortenedExpiry(
  basis: Instant,
  { upTo, days }: Pick<Shortening, 'upTo' | 'days'>,
): Instant {
  return Math.max(wholeMillis(basis) + days * microsPerDay, wholeMillis(upTo));
}

/**
 * The days that a tenant keeps a record: the tenant's choice, or the record's promise if that is
 * shorter. Only a choice that the category offers beyond its promise may be longer.
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
