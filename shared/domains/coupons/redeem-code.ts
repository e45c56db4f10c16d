import * as z from 'zod';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { commitOnce } from '#shared/records/commit-once.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { identifyRecords } from '#shared/records/identify-conversations.ts';
import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import {
  type Claimed,
  claimedBy,
  describeClaim,
  findClaim,
  findTurnTaken,
  inTurn,
  isClosed,
  storesCoupons,
} from './claim.ts';
import { codeText } from './code-text.ts';
import { commitClaim } from './commit-claim.ts';
import type { Desk } from './desk.ts';
import { emissionSchema } from './emit-coupon.ts';
import { finishLoads } from './packs.ts';
import type { Pool } from './pool.ts';
import { openText, stockRef } from './stock.ts';
import { isUsed } from './used-codes.ts';

/** The customer and the code. */
export const redemptionSchema = z.strictObject({ code: codeText, ...emissionSchema.shape });

/**
 * Requires that a code is in stock, and that its pool is open. If the code is not in stock, the
 * function first completes interrupted loads. The pool in the cache of a process may be up to 5 s
 * old. So the function reads the pool again before it says that a code is unknown.
 * @throws Problem `code-unknown`, `code-redeemed`, `pool-closed`
 */
async function requireInStock(
  ctx: CheckedContext,
  { id, state }: Pool,
  ref: DocumentRef,
  known: StoredDocument | undefined,
): Promise<StoredDocument> {
  let stock = known;
  if (stock === undefined && state === 'open') {
    await finishLoads(ctx, ctx.right, id);
    stock = await ctx.store.get(ref);
  }
  if (stock !== undefined && isUsed(stock)) throw new Problem('code-redeemed');
  if (state !== 'open') throw new Problem('pool-closed');
  if (stock !== undefined) return stock;
  throw new Problem((await isClosed(ctx, id)) ? 'pool-closed' : 'code-unknown');
}

/**
 * The references under which a code may be stored. There are two as long as this process does not
 * know whether the pool has `fold`.
 */
async function placesOf(ctx: Context, id: string, code: string, known: Pool | undefined) {
  const [exact, folded] = await Promise.all([
    stockRef(ctx, { id, fold: known?.fold ?? false }, code),
    stockRef(ctx, { id, fold: known?.fold ?? true }, code),
  ]);
  return {
    all: exact.id === folded.id ? [exact] : [exact, folded],
    in: ({ fold }: Pool) => (fold ? folded : exact),
  };
}

/**
 * Redeems a code. Each code is redeemed at most once, even when several callers send it at the same
 * time. A customer may redeem one code of the pool in each turn. With the policy `once` the turn
 * lasts as long as the record. With `daily` it ends with the UTC day, and with `weekly` with the
 * ISO week. A closed pool redeems no code. A call usually costs one read and two commits. The first
 * commit stores the use in the ledger. Codes are compared exactly, but a pool with `fold` ignores
 * case, spaces and dashes.
 * @throws Problem `scope-missing`, `category-off`, `validation-failed`, `record-not-found`,
 * `pool-kind`, `pool-closed`, `code-unknown`, `code-redeemed`, `policy-limit`,
 * `idempotency-mismatch`, `idempotency-record-gone`, `contention`
 */
export async function redeemCode(
  ctx: Context,
  desk: Desk,
  input: {
    readonly poolId: string;
    readonly body: unknown;
    readonly idempotencyKey?: string | undefined;
  },
): Promise<Claimed> {
  storesCoupons(ctx);
  const identified = await identifyRecords(ctx, couponCodes, input.body);
  const { code, ...customer } = parse(redemptionSchema, identified);
  const { poolId, idempotencyKey } = input;
  const described = { poolId, verb: 'redeem', customer, code, idempotencyKey } as const;
  const claim = await describeClaim(ctx, described);
  const places = await placesOf(ctx, poolId, code, desk.knownPool(ctx, claim.pool));
  const claiming = inTurn(ctx, desk, claim, () =>
    commitOnce(ctx, claim, {
      find: (now, attempt) => findClaim(now, desk, claim, attempt, places.all),
      commit: async (now, found) => {
        const ref = places.in(found.pool);
        const known = found.beside.find((document) => document?.ref.id === ref.id);
        const stock = await requireInStock(now, found.pool, ref, known);
        if ((await findTurnTaken(now, found)) !== undefined) throw new Problem('policy-limit');
        const text = await openText(now, stock, 'code');
        return commitClaim(now, claim, found, { stock, code: text });
      },
    }),
  );
  return claimedBy(ctx, await claim.ledger.close(claiming));
}
