import { fenceReach } from '#shared/settings/late-writes.ts';
import type { Fence, TenantSettings } from '#shared/settings/settings.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { CarriedOut } from './carry-out-each.ts';
import { findBeside } from './find-beside.ts';
import { isOlder } from './is-older.ts';
import { type CarryOutDeps, type ReachedPage, workThroughReached } from './work-through-reached.ts';

/**
 * Deletes the records that a fence hides. A record that was stored before the decision may have a
 * later `created_at`, because the clock of its writer was ahead. Such records are deleted too.
 * Marks and links are deleted before their record. So if the process is killed in between, the next
 * run still finds the record. If a record changes during the run, or another run deletes the
 * record, `complete` is false in the result, and the next run checks again.
 */
export async function carryOutFence(
  deps: CarryOutDeps,
  tenant: string,
  fence: Fence,
  settings: TenantSettings,
): Promise<CarriedOut> {
  let changed = 0;
  let missed = 0;
  const remove = async ({ documents, category }: ReachedPage) => {
    await deps.store.deleteEach(await findBeside(deps.store, category, documents));
    const deleted = await deps.store.deleteEach(documents);
    changed += deleted;
    missed += documents.length - deleted;
  };
  const decision = { ...fence, upTo: fenceReach(settings, fence) };
  const reach = { tenant, decision } as const;
  const { storedBy } = fence;
  const isEnd =
    (await workThroughReached(deps, { ...reach, by: 'fence' }, remove)) &&
    (storedBy === undefined ||
      (await workThroughReached(deps, { ...reach, by: 'ahead' }, async (page) => {
        const isOld = (each: StoredDocument) =>
          isOlder(each, page.category !== undefined, storedBy);
        await remove({ ...page, documents: page.documents.filter(isOld) });
      })));
  return { changed, complete: isEnd && missed === 0 };
}
