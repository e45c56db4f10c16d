import * as z from 'zod';
import { requireScope } from '../access/scope.ts';
import { couponCodes } from '../categories/coupon-codes.ts';
import { parse } from '../problems/parse.ts';
import { Problem } from '../problems/problem.ts';
import type { Context } from '../records/context.ts';
import { openRecord } from '../records/open-record.ts';
import type { ClearRecord } from '../records/record.ts';
import { retryOnConflict } from '../records/retry.ts';
import { requireStored } from '../settings/require-stored.ts';
import type { StoredDocument } from '../store/store.ts';
import { DecryptionError } from '../vault/decryption-error.ts';
import {
  type Claim,
  type Claimed,
  describeClaim,
  type Found,
  findClaim,
  findRepeated,
  findTurnTaken,
  inTurn,
} from './claim.ts';
import { type Desk, shelfOf, stockSource } from './desk.ts';
import { finishLoads } from './packs.ts';
import type { Pool } from './pool.ts';
import { prepareClaim, rememberRepeat } from './prepare-claim.ts';
import type { Shelf } from './shelf.ts';
import { openText } from './stock.ts';

const { email, conversation_id } = couponCodes.fields;

/** Who a coupon is for. */
export const emissionSchema = z.strictObject({
  email: email.schema,
  conversation_id: conversation_id.schema.optional(),
});

/**
 * A coupon from stock. Empty is only what held none after it was asked: in stock, in loads that are not laid out
 * yet, and in stock again, because they may have been laid out in between.
 */
async function takeFromStock(ctx: Context, shelf: Shelf, pool: Pool): Promise<StoredDocument> {
  const source = stockSource(ctx, pool);
  for (;;) {
    const taken = await shelf.take(source);
    if (taken !== undefined) return taken;
    if (await finishLoads(ctx, pool.id)) continue;
    const last = await shelf.take(source);
    if (last === undefined) throw new Problem('pool-empty');
    return last;
  }
}

/** A coupon that can be read; one that cannot is left where it lies and told of. */
async function takeCoupon(ctx: Context, shelf: Shelf, pool: Pool) {
  for (;;) {
    const stock = await takeFromStock(ctx, shelf, pool);
    try {
      return { stock, code: await openText(ctx, stock, 'code') };
    } catch (error) {
      const isUnreadable = error instanceof DecryptionError;
      shelf.settle(stock.ref.id, isUnreadable ? 'unreadable' : 'open');
      if (!isUnreadable) throw error;
      ctx.onUnreadable(stock.ref);
    }
  }
}

async function giveOut(
  ctx: Context,
  shelf: Shelf,
  claim: Claim,
  found: Found,
  onPrepared: (record: ClearRecord) => void,
): Promise<Claimed> {
  const taken = await takeCoupon(ctx, shelf, found.pool);
  const { id } = taken.stock.ref;
  let isUsed = false;
  try {
    const { record, writes } = await prepareClaim(ctx, claim, found, taken);
    onPrepared(record);
    await ctx.store.commit(writes);
    isUsed = true;
    return { record, created: true, replayed: false };
  } finally {
    shelf.settle(id, isUsed ? 'used' : 'open');
  }
}

/** The same answer again; only the key of the request is remembered. */
async function giveAgain(
  ctx: Context,
  claim: Claim,
  found: Found,
  document: StoredDocument,
): Promise<Claimed> {
  const writes = rememberRepeat(claim, found, document.ref.id);
  if (writes.length > 0) await ctx.store.commit(writes);
  const record = await openRecord(ctx, couponCodes, document);
  return { record, created: false, replayed: false };
}

/**
 * Gives a coupon out: no two callers ever get the same, whoever asks at once. A customer whose turn is taken under
 * the pool's policy gets the same coupon again, as long as its record lives: `once` for that long, `daily` and
 * `weekly` until the day or the ISO week ends in UTC. At most two reads and one commit when nobody else is there.
 * @throws Problem `scope-missing`, `category-off`, `validation-failed`, `record-not-found`, `pool-kind`, `pool-empty`,
 * `idempotency-mismatch`, `idempotency-record-gone`, `contention`
 */
export async function emitCoupon(
  ctx: Context,
  desk: Desk,
  input: {
    readonly poolId: string;
    readonly body: unknown;
    readonly idempotencyKey?: string | undefined;
  },
): Promise<Claimed> {
  requireScope(ctx.scopes, `${couponCodes.id}:write`);
  requireStored(ctx, couponCodes);
  const customer = parse(emissionSchema, input.body);
  const { poolId, idempotencyKey } = input;
  const claim = await describeClaim(ctx, { poolId, verb: 'emit', customer, idempotencyKey });
  const shelf = shelfOf(desk, claim.pool);
  let prepared: ClearRecord | undefined;

  const attempt = async (): Promise<Claimed> => {
    const own = prepared && { tenant: ctx.tenant, collection: couponCodes.id, id: prepared.id };
    const found = await findClaim(ctx, desk, claim, 'coupon', own ? [own] : []);
    // An attempt whose answer got lost on the way may have been written.
    if (prepared !== undefined && found.others[0] !== undefined)
      return { record: prepared, created: true, replayed: false };
    const repeated = await findRepeated(ctx, claim, found);
    if (repeated !== undefined) return { record: repeated, created: true, replayed: true };
    const earlier = await findTurnTaken(ctx, found);
    if (earlier !== undefined) return giveAgain(ctx, claim, found, earlier);
    return giveOut(ctx, shelf, claim, found, (record) => {
      prepared = record;
    });
  };
  return inTurn(ctx, desk, claim, () => retryOnConflict(ctx, attempt));
}
