/**
 * The number of runs after which the purge has searched all collections for shards above the
 * configured number ("higher shards"). Usually each run searches only a third of the collections
 * for them. A purge runs every 15 minutes. So an expired document in a higher shard is deleted
 * within an hour.
 */
export const turns = 3;

/**
 * Which of three parts of the collections a run searches for higher shards: 0, 1 or 2, or `all` for
 * all collections.
 */
export type Turn = number | 'all';

/** True if a run with this turn searches higher shards of the collection with this index. */
export function isInTurn(turn: Turn, index: number): boolean {
  return turn === 'all' || index % turns === turn;
}
