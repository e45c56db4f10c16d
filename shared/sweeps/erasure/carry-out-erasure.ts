import type { Clock } from '#shared/base/time/clock.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { headsAfter, trimHead } from '#shared/domains/conversations/trim-heads.ts';
import { type LedgerDeps, openLedger } from '#shared/ledger/open-ledger.ts';
import { noticeWrites } from '#shared/notices/notice.ts';
import { decodeRoutes } from '#shared/settings/notice-routes.ts';
import type { Reach } from '#shared/settings/reached-places.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import { isMereNote } from '#shared/store/declare-collection.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import { type Store, type StoredDocument, WriteConflict } from '#shared/store/store.ts';
import { dataKeysOf } from '#shared/subjects/data-keys-involved.ts';
import { deletionWrites } from '#shared/subjects/deletion-writes.ts';
import {
  ErasureEnded,
  type ErasureProgress,
  type Gone,
  trackErasure,
} from '#shared/subjects/erasure-progress.ts';
import type { ErasedScope } from '#shared/subjects/scopes/scope-erasure.ts';
import { workThroughPages } from '../work-through-pages.ts';
import type { CarriedOut } from './carry-out-each.ts';
import { isOlder } from './is-older.ts';
import { liftErasure } from './lift-erasure.ts';
import { type CarryOutDeps, type ReachedPage, workThroughReached } from './work-through-reached.ts';

/**
 * One commit deletes at most this many documents. The same commit also deletes their marks, links
 * and files.
 */
const deletedAtOnce = 50;
const headsAtOnce = 100;

/** The dependencies of the functions that carry out erasures. */
export type ErasingDeps = CarryOutDeps & Omit<LedgerDeps, 'tenant'> & { readonly now: Clock };

type Run = CarryOutDeps & {
  readonly now: Clock;
  readonly tenant: string;
  readonly scope: ErasedScope;
  readonly progress: ErasureProgress;
};

/** True if the erasure must delete this version of a document. */
function isTaken({ scope }: Run, reach: Reach, page: ReachedPage, document: StoredDocument) {
  const instant = document.data[page.field] as number;
  if (reach.by === 'fence') return instant <= scope.upTo;
  const { storedBy } = scope;
  return storedBy !== undefined && isOlder(document, page.category !== undefined, storedBy);
}

/**
 * Returns the counts of deleted documents. Mere notes (see `isMereNote`) and expired documents are
 * deleted but not counted.
 */
function goneOf(run: Run, { collection }: ReachedPage, going: readonly StoredDocument[]): Gone {
  const instant = run.now();
  const told = going.filter(({ data }) => (data['expires_at'] as number) > instant);
  return {
    collection: collection.id,
    count: isMereNote(collection) ? 0 : told.length,
    dataKeys: dataKeysOf(run.categories, collection, told),
  };
}

/**
 * Deletes the documents of a page, in commits of a limited size. Each commit notes how many
 * documents it deleted. Documents that changed meanwhile are read and checked again.
 * @returns how many documents were deleted
 */
async function deletePage(run: Run, reach: Reach, page: ReachedPage): Promise<number> {
  let deleted = 0;
  for (const together of chunksOf(page.documents, deletedAtOnce))
    deleted += await retryOnConflict(run, async (attempt) => {
      const found =
        attempt === 0 ? together : await run.store.getAll(together.map(({ ref }) => ref));
      const going = found.filter(
        (document): document is StoredDocument =>
          document !== undefined && isTaken(run, reach, page, document),
      );
      if (going.length === 0) return 0;
      const writes = await deletionWrites(run, page.collection, going);
      await run.progress.commit(writes, goneOf(run, page, going));
      return going.length;
    });
  return deleted;
}

/**
 * Corrects the heads of conversations that continued after the erasure. Then these heads no longer
 * count deleted messages.
 */
function trimHeads({ store, isTimeUp, tenant, scope }: Run): Promise<boolean> {
  const query = headsAfter(tenant, scope.upTo, headsAtOnce);
  return workThroughPages({ store, isTimeUp }, query, async (heads) => {
    for (const head of heads) await trim(store, head, scope.upTo);
  });
}

/**
 * Corrects one head. If a writer changes the head at the same time, the correction is not repeated,
 * because this writer does not count messages that the fence hides.
 */
async function trim(store: Store, head: StoredDocument, upTo: number): Promise<void> {
  const writes = trimHead(head, upTo);
  if (writes.length === 0) return;
  try {
    await store.commit(writes);
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
  }
}

/**
 * Deletes all documents of a category that an erasure affects.
 * @returns how many documents were deleted; `complete` is true if no such document is left
 */
async function emptyCategory(run: Run, reach: Omit<Reach, 'by'>): Promise<CarriedOut> {
  let changed = 0;
  const take = (by: 'fence' | 'ahead') =>
    workThroughReached(run, { ...reach, by }, async (page) => {
      changed += await deletePage(run, { ...reach, by }, page);
    });
  const isEnd =
    (await take('fence')) &&
    (run.scope.storedBy === undefined || (await take('ahead'))) &&
    (run.scope.category !== chatMessages.id || (await trimHeads(run)));
  return { changed, complete: isEnd };
}

/**
 * Writes the erasure of a category or a tenant into the ledger, before the first deletion. So a
 * restored backup does not bring the erased data back.
 */
export async function rememberErasure(
  deps: Pick<ErasingDeps, 'store'> & Omit<LedgerDeps, 'tenant'>,
  { ref }: StoredDocument,
  { category, upTo, storedBy }: ErasedScope,
): Promise<void> {
  const fence = { category, upTo, ...(storedBy !== undefined && { storedBy }) };
  const decisions = { fences: [fence], shortenings: [] };
  const deed = { kind: 'clearance', erasure: ref, decisions } as const;
  await openLedger({ ...deps, tenant: ref.tenant }).remember(deps.store, deed);
}

/**
 * Deletes all documents of one category that an erasure affects, and notes their number. For the
 * erasure of a tenant, `scope` must contain the category to empty.
 */
export function emptyErased(
  deps: Omit<Run, 'tenant' | 'scope' | 'progress'>,
  erasure: StoredDocument,
  scope: ErasedScope,
): Promise<CarriedOut> {
  const { store } = deps;
  const { tenant } = erasure.ref;
  const progress = trackErasure({ store, commit: (writes) => store.commit(writes) }, erasure);
  return emptyCategory({ ...deps, tenant, scope, progress }, { tenant, decision: scope });
}

/**
 * Writes the erasure of a category into the ledger, then carries the erasure out until the time is
 * up. All documents that existed when the erasure was accepted are deleted. Some of them may have a
 * later `created_at`, because the clock of their writer was ahead. Each commit notes the number of
 * deleted documents. So the counts are correct even if a run is killed. When no document is left,
 * the run completes the erasure and then removes the fence of the erasure.
 */
export async function carryOutErasure(
  deps: ErasingDeps,
  erasure: StoredDocument,
  scope: ErasedScope,
): Promise<CarriedOut> {
  const { tenant } = erasure.ref;
  const { store, now } = deps;
  const progress = trackErasure({ store, commit: (writes) => store.commit(writes) }, erasure);
  const run: Run = { ...deps, tenant, scope, progress };
  let changed = 0;
  try {
    await rememberErasure(deps, erasure, scope);
    const emptied = await emptyCategory(run, { tenant, decision: scope });
    changed = emptied.changed;
    if (!emptied.complete) return emptied;
    const told = {
      event: 'erasure',
      category: scope.category,
      records: [],
      upTo: scope.upTo,
    } as const;
    const routes = decodeRoutes(erasure.data['told']);
    const noticing = { ...deps, tenant };
    await retryOnConflict(deps, () => {
      const id = erasure.ref.id;
      return progress.complete(now(), noticeWrites(noticing, routes, { ...told, erasure: id }));
    });
  } catch (error) {
    // Another run has completed the erasure.
    if (!(error instanceof ErasureEnded)) throw error;
  }
  await liftErasure(deps, tenant, [erasure.ref.id]);
  return { changed, complete: true };
}
