import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { retentionDays } from './retention.ts';
import { settingsOf, type TenantSettings } from './settings.ts';

/**
 * When a record expires: its basis (creation or last interaction) plus what the tenant chose within the promise
 * of its category, in whole milliseconds so that what callers read is exact.
 */
export function expiryOf(
  settings: TenantSettings,
  category: Category,
  fields: { readonly [field: string]: unknown },
  basis: Instant,
): Instant {
  const start = Math.floor(basis / microsPerMilli) * microsPerMilli;
  return start + retainedDays(settings, category, fields) * microsPerDay;
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
