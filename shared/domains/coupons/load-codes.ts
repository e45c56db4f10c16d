import { retryChecked } from '#shared/access/commit-checked.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { checkBatchBytes } from '#shared/records/batch-limits.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import type { StoredDocument, Version, Write } from '#shared/store/store.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { BrokenLines } from './broken-lines.ts';
import type { CodeLine } from './collect-codes.ts';
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
  /** Whether its first line is a header; where nothing is said, a line that looks like one is refused. */
  readonly header?: boolean | undefined;
};

/** The pool that a file is for. @throws Problem `scope-missing`, `category-off`, `record-not-found` */
export async function requirePool(ctx: Context, poolId: string): Promise<Pool> {
  worksOnCoupons(ctx);
  const document = await ctx.store.get(poolRef(ctx.tenant, poolId));
  if (document === undefined) throw new Problem('record-not-found');
  return readPool(document);
}

type Committed = { readonly pool: Pool; readonly packs: readonly StoredDocument[] };

/** One commit adds all codes to the pool or none; of two loads at once the second starts over and sees the first. */
async function commitLoad(
  ctx: CheckedContext,
  document: StoredDocument,
  codes: readonly CodeLine[],
): Promise<Committed> {
  const before = readPool(document);
  const pool = { ...before, loaded: before.loaded + codes.length };
  const { ref, version } = document;
  const packed = await packCodes(
    ctx,
    pool,
    codes.map(({ code }) => code),
  );
  const writes: Write[] = [{ kind: 'replace', ref, data: poolData(pool), version }, ...packed];
  checkBatchBytes(writes);
  const [, ...versions] = await ctx.commit(writes);
  return { pool, packs: packed.flatMap((write, index) => storedAs(write, versions[index])) };
}

function storedAs(write: Write, version: Version | undefined): StoredDocument[] {
  if (write.kind === 'delete' || version === undefined) return [];
  return [{ ref: write.ref, data: write.data, version }];
}

/** Lays the loaded codes out. They are loaded whatever becomes of it: whoever needs them next goes on. */
async function layOut(ctx: Context, packs: readonly StoredDocument[]): Promise<void> {
  try {
    await unpackAll(ctx, worksOnCoupons, packs);
  } catch (error) {
    const isPassing = error instanceof StoreUnavailable || error instanceof Problem;
    if (!isPassing) throw error;
  }
}

/**
 * Fills a pool from a CSV file of one column. All codes of the file become usable in one commit, or none does: a
 * load that is refused, fails or is killed leaves nothing. Codes that the pool holds, or ever held, are refused.
 * @throws Problem `scope-missing`, `category-off`, `record-not-found`, `csv-malformed`, `validation-failed` with the lines,
 * `body-too-large`, `batch-too-large`, `contention`
 */
export async function loadCodes(ctx: Context, file: CodeFile): Promise<Pool> {
  const { id, fold } = await requirePool(ctx, file.poolId);
  const broken = new BrokenLines();
  const rules = { header: file.header, fold, broken, isAllWanted: false };
  const { codes } = await readCodes(file.csv, rules);
  broken.throwIfAny();
  const refs = await Promise.all(codes.map(({ code }) => stockRef(ctx, { id, fold }, code)));
  const { pool, packs } = await retryChecked(ctx, worksOnCoupons, async (now) => {
    const document = await now.store.get(poolRef(now.tenant, id));
    if (document === undefined) throw new Problem('record-not-found');
    await finishLoads(now, worksOnCoupons, id);
    const known = new BrokenLines();
    await findKnown(now, codes, refs, known);
    known.throwIfAny();
    return commitLoad(now, document, codes);
  });
  await layOut(ctx, packs);
  return pool;
}
