import { fenceReach } from '#shared/settings/late-writes.ts';
import type { Fence, TenantSettings } from '#shared/settings/settings.ts';
import type { CarriedOut } from './carry-out-each.ts';
import { findBeside } from './find-beside.ts';
import { type CarryOutDeps, workThroughReached } from './work-through-reached.ts';

/**
 * Deletes what a fence hides. What stands beside a record goes before it, so that a run killed in between leaves
 * the record to the next. What changed meanwhile, or went with another run, is looked for again by the next.
 */
export async function carryOutFence(
  deps: CarryOutDeps,
  tenant: string,
  fence: Fence,
  settings: TenantSettings,
): Promise<CarriedOut> {
  let changed = 0;
  let missed = 0;
  const decision = { ...fence, upTo: fenceReach(settings, fence) };
  const reach = { tenant, decision, by: 'fence' } as const;
  const isEnd = await workThroughReached(deps, reach, async ({ documents, category }) => {
    await deps.store.deleteEach(await findBeside(deps.store, category, documents));
    const deleted = await deps.store.deleteEach(documents);
    changed += deleted;
    missed += documents.length - deleted;
  });
  return { changed, complete: isEnd && missed === 0 };
}
