import type { ReadStore } from '#shared/store/store.ts';
import { readLastPurge } from '../reports/read-reports.ts';
import { type Turn, turns } from './turn.ts';

/**
 * The turn of a purge that begins now: the one after the turn of the last purge. The turn is `all`
 * if the last purge did not complete its work, if it found documents in higher shards, or if its
 * report is missing or cannot be read. The result costs one read.
 */
export async function nextTurn(store: ReadStore, shards: number): Promise<Turn> {
  const last = await readLastPurge(store).catch(() => null);
  if (last === null || !last.lastRun.complete || last.shards > shards) return 'all';
  return last.turn === 'all' ? 0 : (last.turn + 1) % turns;
}
