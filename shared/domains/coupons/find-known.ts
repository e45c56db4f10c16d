import type { Context } from '#shared/records/context.ts';
import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { BrokenLines } from './broken-lines.ts';
import type { CodeLine } from './collect-codes.ts';
import { isUsed } from './used-codes.ts';

/** The most codes that one read looks for. */
const readMax = 500;
const readsAtOnce = 4;

/**
 * Reports to `broken` the lines whose codes are already in stock or used.
 * @returns the numbers of these lines
 */
export async function findKnown(
  ctx: Context,
  codes: readonly CodeLine[],
  refs: readonly DocumentRef[],
  broken: BrokenLines,
): Promise<Set<number>> {
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
  const known = new Set<number>();
  for (const [index, document] of found.entries()) {
    const line = codes[index]?.line;
    if (document === undefined || line === undefined) continue;
    known.add(line);
    // The reported text names the rule that this line of the file does not follow.
    broken.add(line, isUsed(document) ? 'not used before' : 'not loaded before');
  }
  return known;
}
