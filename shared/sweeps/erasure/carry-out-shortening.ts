import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { noteShortening } from '#shared/manager-log/cut.ts';
import { strayMicros } from '#shared/settings/late-writes.ts';
import { expiryAfter } from '#shared/settings/retention.ts';
import type { Shortening, TenantSettings } from '#shared/settings/settings.ts';
import { type Store, type StoredDocument, type Write, WriteConflict } from '#shared/store/store.ts';
import type { CarriedOut } from './carry-out-each.ts';
import { findBeside } from './find-beside.ts';
import { type CarryOutDeps, workThroughReached } from './work-through-reached.ts';

/**
 * Changes the expiry of one document and of its marks and links, in one commit.
 * @returns false if the document changed meanwhile
 */
async function moveExpiry(
  store: Store,
  category: Category | undefined,
  document: StoredDocument,
  expiresAt: Instant,
): Promise<boolean> {
  const beside = await findBeside(store, category, [document]);
  const data = { expires_at: expiresAt };
  const writes = [document, ...beside].map(({ ref, version }): Write => {
    return { kind: 'update', ref, data, version };
  });
  try {
    await store.commit(writes);
    return true;
  } catch (error) {
    if (error instanceof WriteConflict) return false;
    throw error;
  }
}

/**
 * Sets an earlier expiry for the documents of a category that a shortened retention affects. If a
 * document changes meanwhile, the next run handles it.
 */
export async function carryOutShortening(
  deps: CarryOutDeps,
  tenant: string,
  shortening: Shortening,
  settings: TenantSettings,
): Promise<CarriedOut> {
  let changed = 0;
  let missed = 0;
  const shortened = deps.categories.find(({ id }) => id === shortening.category);
  if (shortened?.chained) await noteShortening(deps, tenant, shortening);
  // A writer that did not know the new retention yet may have created records a little after
  // `upTo`, so these records are included. But later entries of the manager log are not included,
  // because the log's note about the shortening covers only entries up to `upTo`.
  const upTo = shortening.upTo + (shortened?.chained ? 0 : strayMicros);
  const reach = { tenant, decision: { ...shortening, upTo }, by: 'retention' } as const;
  const isEnd = await workThroughReached(deps, reach, async ({ documents, category, basis }) => {
    for (const document of documents) {
      const { data } = document;
      const expiresAt = expiryAfter(shortening, settings, shortened, data[basis] as Instant);
      // The document already expires at this instant or earlier.
      if (expiresAt >= (data['expires_at'] as Instant)) continue;
      if (await moveExpiry(deps.store, category, document, expiresAt)) changed += 1;
      else missed += 1;
    }
  });
  return { changed, complete: isEnd && missed === 0 };
}
