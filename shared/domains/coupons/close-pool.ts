import * as z from 'zod';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import { type ChangeEffect, changeOnce } from '#shared/records/change-once.ts';
import type { Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { couponPools } from './collections.ts';
import { worksOnCoupons } from './create-pool.ts';
import { deleteUnused } from './empty-pool.ts';
import { type Pool, poolData, poolRef, readPool } from './pool.ts';
import { countUnused } from './pool-stock.ts';

/**
 * The most commits with deletions that one request makes. Each commit deletes up to 400 codes that
 * are stored one by one, and 20 packs. So one request deletes up to 4,000 such codes, and 200
 * packs. A pool never has more packs, because all its packs are from one file with at most 50,000
 * codes. The next request or the erase sweep deletes the remaining codes.
 */
const stepsMax = 10;

/** The options of closing a pool. */
export const closingSchema = z.strictObject({
  confirm: z.literal(true),
  /** The most unused codes that the pool may have. A pool with more unused codes is not closed. */
  at_most: z.int().min(0).optional(),
});

type Closing = {
  readonly poolId: string;
  readonly body: unknown;
  readonly idempotencyKey?: string | undefined;
};

/**
 * A pool after a request that closes it, and whether an earlier request with the same
 * `Idempotency-Key` had closed it.
 */
export type ClosedPool = { readonly pool: Pool; readonly replayed: boolean };

/**
 * Notes the closing in the ledger, and then closes the pool in one commit. A load at the same time
 * makes this commit fail, and the commit is repeated. A pool that is already closed does not
 * change.
 */
async function decideClosing(ctx: Context, input: Closing): Promise<ChangeEffect<Pool>> {
  const { poolId, body, idempotencyKey: key } = input;
  const { at_most: atMost } = parse(closingSchema, body);
  const ref = poolRef(ctx.tenant, poolId);
  const kept = { collection: couponPools.id, rule: () => null };
  const described = { ...kept, key, body: { close: poolId, atMost }, ids: [poolId] };
  const change = { repeat: await describeRepeat(ctx, described), right: worksOnCoupons };
  const ledger = openLedger(ctx, ({ data }) => data['closed_at'] === undefined);
  const changing = changeOnce(ctx, change, async (now, remember): Promise<Pool> => {
    const document = await now.store.get(ref);
    if (document === undefined) throw new Problem('record-not-found');
    const pool = readPool(document);
    const marks = remember();
    if (pool.state !== 'open') {
      if (marks.length > 0) await now.commit(marks);
      return pool;
    }
    if (atMost !== undefined && (await countUnused(now, poolId)) > atMost)
      throw new Problem('plan-changed');
    const closedAt = now.nextInstants(1);
    const closing: Pool = { ...pool, state: 'closing', closedAt };
    const { version } = document;
    const deed = { kind: 'closing', pool: ref, at: closedAt } as const;
    await ledger.commit(now, deed, [
      { kind: 'replace', ref, data: poolData(closing), version },
      ...marks,
    ]);
    return closing;
  });
  return ledger.close(changing);
}

/**
 * Closes a pool for good, and deletes unused codes in at most ten commits. The state of the pool is
 * `closing` until all its unused codes are deleted. A repeated request or the erase sweep continues
 * the deletion. After the commit that marks the pool as `closing`, loads are refused. From 5 s
 * after this commit on, no process begins to give out or redeem a code. A code is either used or
 * deleted, never both.
 * @throws Problem `scope-missing`, `category-off`, `validation-failed`, `record-not-found`,
 * `plan-changed` when there are more unused codes than `at_most`, `idempotency-mismatch`,
 * `contention`
 */
export async function closePool(ctx: Context, input: Closing): Promise<ClosedPool> {
  worksOnCoupons(ctx);
  const effect = await decideClosing(ctx, input);
  const replayed = effect.by === 'earlier request';
  let pool = effect.by === 'this request' ? effect.answer : readPool(effect.documents[0]);
  const ref = poolRef(ctx.tenant, pool.id);
  for (let step = 0; step < stepsMax && pool.state === 'closing'; step += 1)
    pool = await retryChecked(
      ctx,
      worksOnCoupons,
      async (now) => (await deleteUnused(now, ref)) ?? pool,
    );
  return { pool, replayed };
}
