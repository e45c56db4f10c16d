import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { retentionDays } from './retention.ts';
import { type Shortening, settingsOf, type TenantSettings } from './settings.ts';

function wholeMillis(instant: Instant): Instant {
  return Math.floor(instant / microsPerMilli) * microsPerMilli;
}

/**
 * When a record is gone: its basis (creation or last interaction) plus what the tenant chose within the promise
 * of its category, in whole milliseconds so that what callers read is exact.
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
 * When a record is gone that was there when a shorter retention took effect. What is too old for that goes when it
 * took effect: nothing was due before, so nothing is late that is deleted soon after.
 */
export function shortenedExpiry(
  basis: Instant,
  { upTo, days }: Pick<Shortening, 'upTo' | 'days'>,
): Instant {
  return Math.max(wholeMillis(basis) + days * microsPerDay, wholeMillis(upTo));
}

/**
 * Days that a tenant keeps a record: its choice, where the promise of this record is not shorter anyway. Only
 * a choice that the category offers beyond its promise is longer than that.
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
