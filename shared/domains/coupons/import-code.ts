import type { Context } from '#shared/records/context.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import type { Mark } from '#shared/records/record-marks.ts';
import { isRecordId, purgeShard } from '#shared/store/document-ids.ts';
import { isUnexpired } from '#shared/store/live.ts';
import { createOrReplace, type Write } from '#shared/store/store.ts';
import { windowEnd } from './policy-window.ts';
import { poolRef, readPool } from './pool.ts';
import { stockRef } from './stock.ts';
import { turnRef } from './turn-mark.ts';
import { repeatUse } from './used-codes.ts';

type ImportedCode = {
  readonly turn: readonly Mark[];
  /** The id of the code's document in stock. */
  readonly stockId: string;
  readonly writes: readonly Write[];
};

/**
 * Returns the writes for a code that another system gave out or redeemed. They mark the code as
 * used in Mayfly too. If the customer's turn has not ended, and no other code has used the turn,
 * they also mark the turn as taken.
 * @returns undefined if there is no such pool, or if the record lacks its pool, code or email
 */
export async function importCode(
  ctx: Context,
  record: ClearRecord,
): Promise<ImportedCode | undefined> {
  const { pool_id: poolId, code, email } = record.fields as { [name: string]: string };
  if (poolId === undefined || code === undefined || email === undefined) return undefined;
  // An older system may have named its pools in another way. `poolRef` refuses such a name.
  if (!isRecordId(poolId)) return undefined;
  const document = await ctx.store.get(poolRef(ctx.tenant, poolId));
  if (document === undefined) return undefined;
  const pool = readPool(document);
  const [stock, turn] = await Promise.all([stockRef(ctx, pool, code), turnRef(ctx, poolId, email)]);
  const [foundStock, foundTurn] = await ctx.store.getAll([stock, turn]);
  const writes = repeatUse(stock, foundStock, { id: poolId, document });
  const expiresAt = windowEnd(pool.policy, record.createdAt, record.expiresAt);
  const isOver = expiresAt === undefined || expiresAt <= ctx.now();
  if (isOver || isUnexpired(foundTurn, ctx.now())) return { turn: [], stockId: stock.id, writes };
  const data = {
    record_id: record.id,
    created_at: record.createdAt,
    basis_at: record.basisAt,
    expires_at: expiresAt,
    purge_shard: purgeShard(turn.id, ctx.purgeShards),
  };
  return {
    turn: [{ ref: turn, data }],
    stockId: stock.id,
    writes: [...writes, createOrReplace(turn, data, foundTurn)],
  };
}
