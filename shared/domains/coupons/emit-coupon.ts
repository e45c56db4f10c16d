import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { commitOnce } from '#shared/records/commit-once.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { rememberExisting } from '#shared/records/idempotency.ts';
import { identifyRecords } from '#shared/records/identify-conversations.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import {
  type Claim,
  type Claimed,
  type ClaimState,
  claimedBy,
  describeClaim,
  findClaim,
  findTurnTaken,
  inTurn,
  isClosed,
  storesCoupons,
} from './claim.ts';
import { commitClaim, type StockedCode } from './commit-claim.ts';
import type { Desk, PoolShelf } from './desk.ts';
import { finishLoads } from './packs.ts';
import { openText } from './stock.ts';

const { email, conversation_id, conversation_external_id } = couponCodes.fields;

/** The customer of a coupon. */
export const emissionSchema = z.strictObject({
  email: email.schema,
  conversation_id: conversation_id.schema.optional(),
  conversation_external_id: conversation_external_id.schema.optional(),
});

/**
 * Returns the error code that says why there is no coupon. The cached pool of this process may be
 * up to 5 s old, so the pool is read again.
 */
async function whyEmpty(ctx: CheckedContext, poolId: string) {
  return (await isClosed(ctx, poolId)) ? 'pool-closed' : 'pool-empty';
}

/**
 * Takes a coupon from stock. It reports an empty pool only after three searches: in stock, in loads
 * whose codes are not stored one by one yet, and in stock again. The last search finds codes that
 * another request stored one by one during the second search.
 */
async function takeFromStock(
  ctx: CheckedContext,
  poolId: string,
  shelf: PoolShelf,
): Promise<StoredDocument> {
  for (;;) {
    const taken = await shelf.take();
    if (taken !== undefined) return taken;
    if (await finishLoads(ctx, ctx.right, poolId)) continue;
    const last = await shelf.take();
    if (last === undefined) throw new Problem(await whyEmpty(ctx, poolId));
    return last;
  }
}

/**
 * Takes a coupon that can be decrypted. A coupon that cannot be decrypted is left in stock and
 * reported.
 */
async function takeCoupon(
  ctx: CheckedContext,
  poolId: string,
  shelf: PoolShelf,
): Promise<StockedCode> {
  for (;;) {
    const stock = await takeFromStock(ctx, poolId, shelf);
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

/** Gives the customer a new coupon. */
async function giveOut(
  ctx: CheckedContext,
  desk: Desk,
  claim: Claim,
  found: ClaimState,
): Promise<Claimed> {
  const shelf = desk.shelfOf(ctx, found.pool);
  const coupon = await takeCoupon(ctx, found.pool.id, shelf);
  let outcome: 'used' | 'open' = 'open';
  try {
    const claimed = await commitClaim(ctx, claim, found, coupon);
    outcome = 'used';
    return claimed;
  } finally {
    shelf.settle(coupon.stock.ref.id, outcome);
  }
}

/**
 * Gives the customer the coupon that they already have. It writes at most the request's idempotency
 * mark.
 */
async function giveAgain(
  ctx: CheckedContext,
  { repeat }: Claim,
  found: ClaimState,
  document: StoredDocument,
): Promise<Claimed> {
  const writes = rememberExisting(repeat, found.repeat, document.ref.id);
  if (writes.length > 0) await ctx.commit(writes);
  const record = await openRecord(ctx, couponCodes, document);
  return { record, created: false, replayed: false };
}

/**
 * Gives out a coupon. Two customers never get the same coupon, even if they ask at the same time.
 * If customers ask again within their turn, they get the same coupon again, as long as its record
 * is live. With the policy `once` the turn lasts as long as the record. With `daily` it lasts until
 * the end of the day, and with `weekly` until the end of the ISO week, both in UTC. A closed pool
 * gives out no new coupon. Without competing requests a call usually costs one or two reads and two
 * commits. The first commit stores the use in the ledger.
 * @throws Problem `scope-missing`, `category-off`, `validation-failed`, `record-not-found`,
 * `pool-kind`, `pool-empty`, `pool-closed`, `policy-limit` if the customer's record is restricted,
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
  storesCoupons(ctx);
  const customer = parse(emissionSchema, await identifyRecords(ctx, couponCodes, input.body));
  const { poolId, idempotencyKey } = input;
  const claim = await describeClaim(ctx, { poolId, verb: 'emit', customer, idempotencyKey });
  const claiming = inTurn(ctx, desk, claim, () =>
    commitOnce(ctx, claim, {
      find: (now, attempt) => findClaim(now, desk, claim, attempt),
      commit: async (now, found) => {
        const had = await findTurnTaken(now, found);
        if (had !== undefined) return giveAgain(now, claim, found, had);
        if (found.pool.state !== 'open') throw new Problem('pool-closed');
        return giveOut(now, desk, claim, found);
      },
    }),
  );
  return claimedBy(ctx, await claim.ledger.close(claiming));
}
