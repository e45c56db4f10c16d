import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { pointToRepeat, rememberRepeat } from '#shared/records/idempotency.ts';
import { hashLookups, prepareRecords } from '#shared/records/prepare-records.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { createOrReplace, type StoredDocument, type Write } from '#shared/store/store.ts';
import type { Claim, Claimed, ClaimState } from './claim.ts';
import { windowEnd } from './policy-window.ts';
import { usageWrite } from './used-codes.ts';

/**
 * The write that marks the customer's turn as taken, if the pool has turns. It replaces the mark of
 * an earlier turn.
 */
function turnWrites(
  ctx: Context,
  { turn: ref }: Claim,
  { pool, turn: found }: ClaimState,
  record: ClearRecord,
): Write[] {
  const expiresAt = windowEnd(pool.policy, record.createdAt, record.expiresAt);
  if (expiresAt === undefined) return [];
  const data = {
    record_id: record.id,
    created_at: record.createdAt,
    basis_at: record.basisAt,
    expires_at: expiresAt,
    purge_shard: purgeShard(ref.id, ctx.purgeShards),
  };
  return [createOrReplace(ref, data, found)];
}

/**
 * Stores two ids in the record. The id of the code's document in stock links the record to its
 * code. The id of the turn's mark ensures that deleting the record deletes the mark too.
 */
function pointToMarks(
  [record, ...beside]: readonly Write[],
  stock: StoredDocument,
  turn: readonly Write[],
): Write[] {
  if (record === undefined || record.kind === 'delete')
    throw new Error('the first write does not store the record');
  const marks = turn.length === 0 ? {} : { unique_marks: turn.map(({ ref }) => ref.id) };
  return [{ ...record, data: { ...record.data, stock_id: stock.ref.id, ...marks } }, ...beside];
}

/** A code's document in stock, and the decrypted code. */
export type StockedCode = { readonly stock: StoredDocument; readonly code: string };

/**
 * Makes the one commit of a claim. It marks the code as used, writes the customer's record, and
 * marks the customer's turn as taken.
 * @throws WriteConflict
 */
export async function commitClaim(
  ctx: CheckedContext,
  claim: Claim,
  found: ClaimState,
  { stock, code }: StockedCode,
): Promise<Claimed> {
  const { customer } = claim;
  const { id: pool_id, kind } = found.pool;
  const fields = { pool_id, kind, code, ...customer };
  const inputs = [{ id: claim.own.id, fields }];
  await hashLookups(ctx, couponCodes, inputs);
  const { records, writes } = await prepareRecords(ctx, couponCodes, inputs);
  const [record] = records;
  if (record === undefined) throw new Error('no record was prepared for the claim');
  const turn = turnWrites(ctx, claim, found, record);
  const deed = { kind: 'use', code: stock.ref, poolId: pool_id } as const;
  await claim.ledger.commit(ctx, deed, [
    ...pointToRepeat(pointToMarks(writes, stock, turn), claim.repeat),
    ...turn,
    ...rememberRepeat(claim.repeat, found.repeat),
    usageWrite(stock),
  ]);
  return { record, created: true, replayed: false };
}
