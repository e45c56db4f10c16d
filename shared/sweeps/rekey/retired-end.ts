import type { Instant } from '#shared/base/time/instant.ts';
import { ledgerExpiry } from '#shared/ledger/ledger-time.ts';
import type { DocumentData } from '#shared/store/store.ts';
import { keyGraceMicros } from '#shared/vault/make-data-key.ts';

/** The value of `emptied_in` while documents may use a retired key. */
export const notEmptied = -1;

/**
 * The instant from which the purge destroys a retired key. By then no backup contains a document
 * under the key: each backup that does is older than `emptiedAt`. The key never exists longer than
 * without its retirement, which is an hour after its bucket's end. A key of format 1 notes that end
 * only in its expiry, so its expiry stays.
 * @param emptiedAt since when no document uses the key
 * @param backupDays the longest time, in days, for which a backup is kept
 */
export function retiredEnd(data: DocumentData, emptiedAt: Instant, backupDays: number): Instant {
  const { bucket_end: end, expires_at: expiresAt } = data;
  if (end === undefined) return expiresAt as Instant;
  return Math.min((end as Instant) + keyGraceMicros, ledgerExpiry(emptiedAt, backupDays));
}

/**
 * The instant from which a stored retired key is destroyed. While documents use the key, it is the
 * earliest possible instant.
 */
export function plannedEnd(data: DocumentData, backupDays: number): Instant {
  if (data['emptied_in'] !== notEmptied) return data['expires_at'] as Instant;
  return retiredEnd(data, data['retired_at'] as Instant, backupDays);
}
