import type { ReadStore } from '#shared/store/store.ts';
import { readLastPurge } from '../reports/read-reports.ts';
import { type Turn, turns } from './turn.ts';

/**
 * Returns the turn of a purge that begins now. The turn is `all` if the last purge did not complete
 * its work, or found documents in shards above the configured number. It is also `all` if the
 * report of the last purge is missing or cannot be read. Otherwise the turn is one higher than the
 * last turn. If the last turn was 2 or `all`, the turn is 0. The call costs one read.
 */
export async function nextTurn(store: ReadStore, shards: number): Promise<Turn> {
  const last = await readLastPurge(store).catch(() => null);
  if (last === null || !last.lastRun.complete || last.shards > shards) return 'all';
  return last.turn === 'all' ? 0 : (last.turn + 1) % turns;
}
