import { Problem } from '#shared/base/problems/problem.ts';
import { checkBatchBytes } from '#shared/records/batch-limits.ts';
import { changeOnce } from '#shared/records/change-once.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import type { StoredDocument, Version, Write } from '#shared/store/store.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { BrokenLines } from './broken-lines.ts';
import type { CodeLine } from './collect-codes.ts';
import { couponPools } from './collections.ts';
import { worksOnCoupons } from './create-pool.ts';
import { findKnown } from './find-known.ts';
import { finishLoads, packCodes, unpackAll } from './packs.ts';
import { type Pool, poolData, poolRef, readPool } from './pool.ts';
import { readCodes } from './read-codes.ts';
import { stockRef } from './stock.ts';

/** A file of codes for a pool. */
export type CodeFile = {
  readonly poolId: string;
  readonly csv: AsyncIterable<Uint8Array>;
  /**
   * True if the first line of the file is a header, false if not. If `header` is undefined, a first
   * line that looks like a header is refused.
   */
  readonly header?: boolean | undefined;
};

/**
 * A pool after a load, and whether an earlier request with the same `Idempotency-Key` had loaded
 * the file.
 */
export type Loaded = { readonly pool: Pool; readonly replayed: boolean };

/**
 * Returns a pool and its document.
 * @throws Problem `record-not-found`
 */
async function findPool(ctx: Pick<Context, 'store' | 'tenant'>, poolId: string) {
  const document = await ctx.store.get(poolRef(ctx.tenant, poolId));
  if (document === undefined) throw new Problem('record-not-found');
  return { document, pool: readPool(document) };
}

/** @throws Problem `pool-closed` */
function requireOpen({ state }: Pool): void {
  if (state !== 'open') throw new Problem('pool-closed');
}

/**
 * Returns the open pool into which a file is loaded.
 * @throws Problem `scope-missing`, `category-off`, `record-not-found`, `pool-closed`
 */
export async function requirePool(ctx: Context, poolId: string): Promise<Pool> {
  worksOnCoupons(ctx);
  const { pool } = await findPool(ctx, poolId);
  requireOpen(pool);
  return pool;
}

type Committed = { readonly pool: Pool; readonly packs: readonly StoredDocument[] };

/**
 * Makes one commit that adds all codes to the pool. If two loads happen at the same time, the
 * slower one starts again and sees the codes of the faster one.
 */
async function commitLoad(
  ctx: CheckedContext,
  { document, pool: before }: Awaited<ReturnType<typeof findPool>>,
  codes: readonly CodeLine[],
  marks: readonly Write[],
): Promise<Committed> {
  const pool = { ...before, loaded: before.loaded + codes.length };
  const { ref, version } = document;
  const packed = await packCodes(
    ctx,
    pool,
    codes.map(({ code }) => code),
  );
  const replaced: Write = { kind: 'replace', ref, data: poolData(pool), version };
  const writes = [replaced, ...packed, ...marks];
  checkBatchBytes(writes);
  const [, ...versions] = await ctx.commit(writes);
  return { pool, packs: packed.flatMap((write, index) => storedAs(write, versions[index])) };
}

function storedAs(write: Write, version: Version | undefined): StoredDocument[] {
  if (write.kind === 'delete' || version === undefined) return [];
  return [{ ref: write.ref, data: write.data, version }];
}

/**
 * Stores the loaded codes one by one. If this fails, the codes stay loaded, in their packs. The
 * next request that needs these codes continues this work.
 */
async function layOut(ctx: Context, packs: readonly StoredDocument[]): Promise<void> {
  try {
    await unpackAll(ctx, worksOnCoupons, packs);
  } catch (error) {
    const isPassing = error instanceof StoreUnavailable || error instanceof Problem;
    if (!isPassing) throw error;
  }
}

/**
 * Fills a pool from a CSV file with one column. One commit makes all codes of the file usable. A
 * load that is refused, fails or is killed before this commit stores nothing. If the pool has or
 * ever had one of the codes, the file is refused. A repeated request with the same
 * `Idempotency-Key` loads nothing, and gets the pool's present state.
 * @throws Problem `scope-missing`, `category-off`, `record-not-found`, `pool-closed`,
 * `csv-malformed`, `validation-failed` with the lines, `body-too-large`, `batch-too-large`,
 * `idempotency-mismatch`, `contention`
 */
export async function loadCodes(
  ctx: Context,
  file: CodeFile & { readonly idempotencyKey?: string | undefined },
): Promise<Loaded> {
  worksOnCoupons(ctx);
  const { id, fold } = (await findPool(ctx, file.poolId)).pool;
  const broken = new BrokenLines();
  const rules = { header: file.header, fold, broken, isAllWanted: false };
  const { codes } = await readCodes(file.csv, rules);
  broken.throwIfAny();
  const refs = await Promise.all(codes.map(({ code }) => stockRef(ctx, { id, fold }, code)));
  const body = { load: id, codes: codes.map(({ code }) => code) };
  const kept = { collection: couponPools.id, rule: () => null };
  const request = { ...kept, key: file.idempotencyKey, body, ids: [id] };
  const change = { repeat: await describeRepeat(ctx, request), right: worksOnCoupons };
  const effect = await changeOnce(ctx, change, async (now, remember) => {
    const found = await findPool(now, id);
    requireOpen(found.pool);
    await finishLoads(now, worksOnCoupons, id);
    const known = new BrokenLines();
    await findKnown(now, codes, refs, known);
    known.throwIfAny();
    return commitLoad(now, found, codes, remember());
  });
  if (effect.by === 'earlier request')
    return { pool: readPool(effect.documents[0]), replayed: true };
  await layOut(ctx, effect.answer.packs);
  return { pool: effect.answer.pool, replayed: false };
}
