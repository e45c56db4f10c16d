import type { Instant } from '#shared/base/time/instant.ts';
import { ledgerExpiry } from '#shared/ledger/ledger-time.ts';
import type { DocumentData } from '#shared/store/store.ts';
import { keyGraceMicros } from '#shared/vault/make-data-key.ts';

/** The value of `emptied_in` while documents may use a retired key. */
export const notEmptied = -1;

/**
 * The instant from which the purge destroys a retired key. Usually every backup with documents of
 * the key is deleted by then. At the latest the purge destroys the key an hour after the end of its
 * bucket, even if backups with documents of the key still exist. A key of format 1 stores the end
 * of its bucket only as its expiry, so its expiry is not changed.
 * @param emptiedAt the instant from which on no document uses the key
 * @param backupDays the longest time, in days, for which a backup is kept
 */
export function retiredEnd(data: DocumentData, emptiedAt: Instant, backupDays: number): Instant {
  const { bucket_end: end, expires_at: expiresAt } = data;
  if (end === undefined) return expiresAt as Instant;
  return Math.min((end as Instant) + keyGraceMicros, ledgerExpiry(emptiedAt, backupDays));
}

/**
 * The noted instant from which a retired key is destroyed. As long as documents may use the key, no
 * instant is noted. In this case the result is the earliest possible instant.
 */
export function plannedEnd(data: DocumentData, backupDays: number): Instant {
  if (data['emptied_in'] !== notEmptied) return data['expires_at'] as Instant;
  return retiredEnd(data, data['retired_at'] as Instant, backupDays);
}
