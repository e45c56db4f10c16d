import type { Category } from '../categories/define-category.ts';
import { type Instant, microsPerDay, microsPerMilli } from '../time/instant.ts';
import { retentionDays } from './retention.ts';

/**
 * When a record is gone: its basis (creation or last interaction) plus the promise of its category, in whole
 * milliseconds so that what callers read is exact.
 */
export function expiryOf(
  category: Category,
  fields: { readonly [field: string]: unknown },
  basis: Instant,
): Instant {
  const start = Math.floor(basis / microsPerMilli) * microsPerMilli;
  return start + retentionDays(category, fields) * microsPerDay;
}
