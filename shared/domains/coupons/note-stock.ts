import type { Instant } from '#shared/base/time/instant.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import { dayOf, readPool } from './pool.ts';
import { countUsed } from './pool-stock.ts';
import { addPoint, packHistory } from './stock-history.ts';

/**
 * Notes the stock of an open pool once a day: how many codes were loaded and used until then. It
 * names no person. Does nothing when the day is already noted. Costs one count and one commit.
 * @returns whether it noted anything @throws WriteConflict when another process changed the pool
 * meanwhile
 * @returns whether it noted anything
 * @throws WriteConflict when somebody changed the pool meanwhile
 */
export async function noteStock(
  store: Store,
  document: StoredDocument,
  now: Instant,
): Promise<boolean> {
  const { ref, version } = document;
  const { id, state, countedOn, loaded, history } = readPool(document);
  const today = dayOf(now);
  if (state !== 'open' || countedOn >= today) return false;
  const used = await countUsed({ store, tenant: ref.tenant }, id);
  const points = addPoint(history, { at: now, loaded, used });
  const data = { counted_on: today, history: packHistory(points) };
  await store.commit([{ kind: 'update', ref, data, version }]);
  return true;
}
