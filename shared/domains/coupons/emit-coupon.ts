import * as z from 'zod';
import { requireScope } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Context } from '#shared/records/context.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { requireStored } from '#shared/settings/require-stored.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { type Claim, type Claimed, describeClaim, type Found, findTurnTaken } from './claim.ts';
import { type Desk, shelfOf, stockSource } from './desk.ts';
import { finishLoads } from './packs.ts';
import type { Pool } from './pool.ts';
import { rememberRepeat } from './prepare-claim.ts';
import { runClaim, type UseUp } from './run-claim.ts';
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

async function giveOut(ctx: Context, shelf: Shelf, pool: Pool, useUp: UseUp): Promise<Claimed> {
  const taken = await takeCoupon(ctx, shelf, pool);
  let isUsed = false;
  try {
    const claimed = await useUp(taken);
    isUsed = true;
    return claimed;
  } finally {
    shelf.settle(taken.stock.ref.id, isUsed ? 'used' : 'open');
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
  return runClaim(ctx, desk, claim, {
    kind: 'coupon',
    beside: [],
    decide: async (found, useUp) => {
      const earlier = await findTurnTaken(ctx, found);
      if (earlier !== undefined) return giveAgain(ctx, claim, found, earlier);
      return giveOut(ctx, shelf, found.pool, useUp);
    },
  });
}
