import type { Context } from '#shared/records/context.ts';
import { BrokenLines } from './broken-lines.ts';
import { comparedCode } from './code-text.ts';
import type { CodeLine } from './collect-codes.ts';
import { findKnown } from './find-known.ts';
import { type CodeFile, requirePool } from './load-codes.ts';
import { codesInPacks } from './packs.ts';
import type { Pool } from './pool.ts';
import { readCodes } from './read-codes.ts';
import { stockRef } from './stock.ts';

/**
 * The most codes that an answer shows. With these codes people can check that the file was read
 * correctly.
 */
const shownMax = 10;

/**
 * Adds to `broken` the lines whose codes the pool has or had earlier. It stores nothing.
 * @returns the numbers of these lines
 */
async function findInPool(
  ctx: Context,
  pool: Pool,
  codes: readonly CodeLine[],
  broken: BrokenLines,
): Promise<Set<number>> {
  // If the pool never had a code, no code can be found. Then the function computes no hash with the
  // tenant's secret.
  if (pool.loaded === 0 && !pool.hasUnloaded) return new Set();
  const formOf = (code: string) => comparedCode(code, pool.fold);
  const waiting = new Set((await codesInPacks(ctx, pool.id)).map(formOf));
  const isWaiting = ({ code }: CodeLine) => waiting.has(formOf(code));
  const packed = codes.filter(isWaiting).map(({ line }) => line);
  for (const line of packed) broken.add(line, 'not loaded before');
  const others = codes.filter((each) => !isWaiting(each));
  const refs = await Promise.all(others.map(({ code }) => stockRef(ctx, pool, code)));
  return new Set([...packed, ...(await findKnown(ctx, others, refs, broken))]);
}

/**
 * Returns what {@link loadCodes} would do with a file. It stores nothing.
 * @throws Problem `scope-missing`, `category-off`, `record-not-found`, `pool-closed`,
 * `body-too-large`
 * @returns the first codes as they would be given out or redeemed, and the number of codes that
 * would be loaded without the broken lines. `duplicates` is the number of codes that the file
 * repeats, or that the pool has or had earlier. `errors` contains the first broken lines with the
 * rules that they break, and `errors_total` is the number of all broken lines.
 */
export async function tryCodes(ctx: Context, file: CodeFile) {
  const pool = await requirePool(ctx, file.poolId);
  const broken = new BrokenLines();
  const rules = { header: file.header, fold: pool.fold, broken, isAllWanted: true };
  const { codes, repeated } = await readCodes(file.csv, rules);
  const known = await findInPool(ctx, pool, codes, broken);
  const fresh = codes.filter(({ line }) => !known.has(line));
  return {
    first_codes: fresh.slice(0, shownMax).map(({ code }) => code),
    count: fresh.length,
    duplicates: repeated + known.size,
    errors: broken.first,
    errors_total: broken.total,
  };
}
