import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { hashLookups, prepareRecords } from '#shared/records/prepare-records.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import type { Mark } from '#shared/records/record-marks.ts';
import { purgeShard } from '#shared/store/purge-shard.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { Claim, Found } from './claim.ts';
import { windowEnd } from './policy-window.ts';
import type { Pool } from './pool.ts';
import { useUp } from './stock.ts';

/** Whatever is there of a mark has been found to count no more. */
function takeMark(mark: Mark, found: StoredDocument | undefined): Write {
  return found === undefined
    ? { kind: 'create', ...mark }
    : { kind: 'replace', ...mark, version: found.version };
}

/** The write that remembers a request under its `Idempotency-Key`, for the record that answers it. */
export function rememberRepeat({ repeat }: Claim, found: Found, recordId: string): Write[] {
  if (repeat === undefined) return [];
  return [takeMark({ ...repeat, data: { ...repeat.data, record_ids: [recordId] } }, found.repeat)];
}

function turnMark(ctx: Context, { turn: ref }: Claim, pool: Pool, record: ClearRecord): Mark[] {
  const expiresAt = windowEnd(pool.policy, record.createdAt, record.expiresAt);
  if (expiresAt === undefined) return [];
  const data = {
    record_id: record.id,
    created_at: record.createdAt,
    basis_at: record.basisAt,
    expires_at: expiresAt,
    purge_shard: purgeShard(ref.id, ctx.purgeShards),
  };
  return [{ ref, data }];
}

/** So that deleting the record deletes the mark of the turn too. */
function pointToMarks([record, ...beside]: readonly Write[], marks: readonly Mark[]): Write[] {
  if (record === undefined || record.kind === 'delete') throw new Error('a record comes first');
  if (marks.length === 0) return [record, ...beside];
  const data = { ...record.data, unique_marks: marks.map(({ ref }) => ref.id) };
  return [{ ...record, data }, ...beside];
}

/** A code as it lies in stock, and its text. */
export type Used = { readonly stock: StoredDocument; readonly code: string };

export type PreparedClaim = { readonly record: ClearRecord; readonly writes: readonly Write[] };

/** The one commit of a claim: the code is used, the record is the customer's, the turn is taken. */
export async function prepareClaim(
  ctx: Context,
  claim: Claim,
  found: Found,
  used: Used,
): Promise<PreparedClaim> {
  const { email, conversation_id } = claim.customer;
  const { id: pool_id, kind } = found.pool;
  const { code, stock } = used;
  const conversation = conversation_id === undefined ? {} : { conversation_id };
  const inputs = [{ fields: { pool_id, kind, code, email, ...conversation } }];
  await hashLookups(ctx, couponCodes, inputs);
  const { records, writes } = await prepareRecords(ctx, couponCodes, inputs);
  const [record] = records;
  if (record === undefined) throw new Error('one input makes one record');
  const marks = turnMark(ctx, claim, found.pool, record);
  return {
    record,
    writes: [
      ...pointToMarks(writes, marks),
      ...marks.map((mark) => takeMark(mark, found.turn)),
      ...rememberRepeat(claim, found, record.id),
      useUp(stock),
    ],
  };
}
