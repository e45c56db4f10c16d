import type { Instant } from '#shared/base/time/instant.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import { dayOf, readPool } from './pool.ts';
import { countUnused, countUsed } from './pool-stock.ts';
import { addPoint, packHistory } from './stock-history.ts';

/**
 * Notes the stock of an open pool once a day: how many codes were loaded and how many were used
 * until now. The note contains nothing about a person. A used code that was never loaded is counted
 * as if it had been loaded. If the pool is not open, or the stock of the day is already noted, the
 * function does nothing. A note costs one count and one commit. For a pool with used codes that
 * were never loaded it also costs the queries of {@link countUnused}.
 * @returns true if it noted the stock
 * @throws WriteConflict when another process changed the pool at the same time
 */
export async function noteStock(
  store: Store,
  document: StoredDocument,
  now: Instant,
): Promise<boolean> {
  const { ref, version } = document;
  const { id, state, countedOn, loaded, hasUnloaded, history } = readPool(document);
  const today = dayOf(now);
  if (state !== 'open' || countedOn >= today) return false;
  const stock = { store, tenant: ref.tenant };
  const used = await countUsed(stock, id);
  const known = hasUnloaded ? used + (await countUnused(stock, id)) : loaded;
  const points = addPoint(history, { at: now, loaded: known, used });
  const data = { counted_on: today, history: packHistory(points) };
  await store.commit([{ kind: 'update', ref, data, version }]);
  return true;
}
