import { requireWork } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { checkBatchBytes } from '#shared/records/batch-limits.ts';
import type { Context } from '#shared/records/context.ts';
import { requireStored } from '#shared/settings/require-stored.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentRef, StoredDocument, Version, Write } from '#shared/store/store.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { finishLoads, packCodes, unpackAll } from './packs.ts';
import { type Pool, poolData, poolRef, readPool } from './pool.ts';
import { BrokenLines, type CodeLine, readCodes } from './read-codes.ts';
import { isUsed, stockRef } from './stock.ts';

/** Codes looked for in one read. */
const readMax = 500;
const readsAtOnce = 4;

/** Refuses codes that the pool holds or held. @throws Problem `validation-failed`, by line and without the code */
async function checkNew(
  ctx: Context,
  codes: readonly CodeLine[],
  refs: readonly DocumentRef[],
): Promise<void> {
  const found: (StoredDocument | undefined)[] = [];
  const starts = Array.from({ length: Math.ceil(refs.length / readMax) }, (_, at) => at * readMax);
  const queue = starts.values();
  const work = async () => {
    for (const start of queue) {
      const documents = await ctx.store.getAll(refs.slice(start, start + readMax));
      for (const [index, document] of documents.entries()) found[start + index] = document;
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, work));
  const broken = new BrokenLines();
  for (const [index, document] of found.entries()) {
    const line = codes[index]?.line;
    if (document === undefined || line === undefined) continue;
    broken.add(line, isUsed(document) ? 'not used before' : 'not loaded before');
  }
  broken.throwIfAny();
}

type Committed = { readonly pool: Pool; readonly packs: readonly StoredDocument[] };

/** One commit adds all codes to the pool or none; of two loads at once the second starts over and sees the first. */
async function commitLoad(
  ctx: Context,
  document: StoredDocument,
  codes: readonly CodeLine[],
): Promise<Committed> {
  const before = readPool(document);
  const pool = { ...before, loaded: before.loaded + codes.length };
  const { ref, version } = document;
  const packed = await packCodes(
    ctx,
    pool.id,
    codes.map(({ code }) => code),
  );
  const writes: Write[] = [{ kind: 'replace', ref, data: poolData(pool), version }, ...packed];
  checkBatchBytes(writes);
  const [, ...versions] = await ctx.store.commit(writes);
  return { pool, packs: packed.flatMap((write, index) => storedAs(write, versions[index])) };
}

function storedAs(write: Write, version: Version | undefined): StoredDocument[] {
  if (write.kind === 'delete' || version === undefined) return [];
  return [{ ref: write.ref, data: write.data, version }];
}

/** Lays the loaded codes out. They are loaded whatever becomes of it: whoever needs them next goes on. */
async function layOut(ctx: Context, packs: readonly StoredDocument[]): Promise<void> {
  try {
    await unpackAll(ctx, packs);
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
export async function loadCodes(
  ctx: Context,
  input: { readonly poolId: string; readonly csv: AsyncIterable<Uint8Array> },
): Promise<Pool> {
  requireWork(ctx.scopes, couponCodes.id);
  requireStored(ctx, couponCodes);
  const ref = poolRef(ctx.tenant, input.poolId);
  if ((await ctx.store.get(ref)) === undefined) throw new Problem('record-not-found');
  const codes = await readCodes(input.csv);
  const refs = await Promise.all(codes.map(({ code }) => stockRef(ctx, input.poolId, code)));
  const { pool, packs } = await retryOnConflict(ctx, async () => {
    const document = await ctx.store.get(ref);
    if (document === undefined) throw new Problem('record-not-found');
    await finishLoads(ctx, input.poolId);
    await checkNew(ctx, codes, refs);
    return commitLoad(ctx, document, codes);
  });
  await layOut(ctx, packs);
  return pool;
}
