import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { readLastPurge } from '../reports/read-reports.ts';

/**
 * A purge runs every 15 minutes. So every second run searches all shards, and an expired document
 * in any shard is deleted within an hour, even if one run fails.
 */
const pauseMicros = 25 * 60 * microsPerSecond;

/**
 * True if a purge that begins now must search all shards: the last search of all shards was at
 * least 25 minutes ago, or the last run found documents in shards above the configured number. The
 * check costs one read. If the report cannot be read, the result is true.
 */
export async function isAllDue(store: ReadStore, now: Instant, shards: number): Promise<boolean> {
  const last = await readLastPurge(store).catch(() => null);
  if (last === null || last.shards > shards) return true;
  const sinceMicros = now - last.allShardsAt;
  // The last search may seem to be in the future, because the clock of its process was ahead.
  return sinceMicros < 0 || sinceMicros >= pauseMicros;
}
