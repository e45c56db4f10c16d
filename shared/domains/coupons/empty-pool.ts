import type { DocumentRef, ReadStore, Store, Write } from '#shared/store/store.ts';
import { type Pool, poolData, readPool } from './pool.ts';
import { codesIn, codesOfPool, findPacks } from './pool-stock.ts';

/** The most codes in stock that one commit deletes. */
const codesAtOnce = 400;
/** The most packs of up to 250 codes that one commit deletes. */
const packsAtOnce = 20;

/**
 * Deletes the next unused codes of a closing pool in one commit. The commit also updates the number
 * of deleted codes. So the number is correct even if a process is killed or another process works
 * at the same time. The commit requires that no code has changed since it was read. So a code that
 * was given out in between is not deleted.
 * @returns the pool after the commit, or undefined if there is no such pool
 * @throws WriteConflict when another process was faster
 */
export async function deleteUnused(
  { store, commit }: { readonly store: ReadStore; readonly commit: Store['commit'] },
  ref: DocumentRef,
): Promise<Pool | undefined> {
  const document = await store.get(ref);
  if (document === undefined) return undefined;
  const pool = readPool(document);
  if (pool.state !== 'closing') return pool;
  const { tenant } = ref;
  // Packs are read first. If a code is moved from its pack to the stock between the two reads, it
  // is found in stock. A closing pool refuses loads, so nobody adds another pack.
  const packs = await findPacks({ store, tenant }, pool.id, packsAtOnce);
  const stocked = codesOfPool(tenant, pool.id, 'stock');
  const stock = await store.query({ ...stocked, select: ['state'], limit: codesAtOnce });
  const isEnd = packs.length === 0 && stock.length < codesAtOnce;
  const after: Pool = {
    ...pool,
    state: isEnd ? 'closed' : 'closing',
    deleted: pool.deleted + codesIn(packs) + stock.length,
  };
  const deletions = [...packs, ...stock].map((each): Write => {
    return { kind: 'delete', ref: each.ref, version: each.version };
  });
  const noted: Write = {
    kind: 'replace',
    ref: document.ref,
    data: poolData(after),
    version: document.version,
  };
  await commit([...deletions, noted]);
  return after;
}
