import { isDeepStrictEqual } from 'node:util';
import type { Deed, LedgerEntry } from '#shared/ledger/deed.ts';
import { fencesRef } from '#shared/settings/encode-settings.ts';
import { fenceWrite } from '#shared/settings/fence-erasure.ts';
import type { Fence } from '#shared/settings/settings.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import {
  type DocumentData,
  type DocumentRef,
  pathOf,
  type StoredDocument,
} from '#shared/store/store.ts';
import { completedErasure, encodeCounts, isPending, readCounts } from '#shared/subjects/erasure.ts';
import { emptyErased } from '#shared/sweeps/erasure/carry-out-erasure.ts';
import { categoriesOf, repeatDecision, unsigned } from './repeat-decision.ts';
import type { RepeatDeps } from './repeat-deletion.ts';

type DeedOf<K extends Deed['kind']> = Extract<Deed, { readonly kind: K }>;

/**
 * The accepted erasures of categories and tenants: the document of each erasure in the state of its
 * acceptance, by the path of the document.
 */
export type AcceptedErasures = Map<string, DocumentData>;

/** Remembers the state in which an erasure was accepted, if the entry contains such a state. */
export function noteErasure(accepted: AcceptedErasures, { deed }: LedgerEntry): void {
  if (deed.kind !== 'clearance' && deed.kind !== 'acceptance') return;
  const { erasure, data } = deed;
  if (erasure !== undefined && data !== undefined) accepted.set(pathOf(erasure), data);
}

/**
 * The planned counts and data keys together with those that the erasure has already stored. A
 * killed restore may have deleted more documents than were planned, and has counted them.
 */
function withPlanned(found: StoredDocument, planned: DocumentData): DocumentData {
  const counts = new Map(readCounts(found));
  for (const [name, count] of readCounts({ data: planned }))
    counts.set(name, Math.max(count, counts.get(name) ?? 0));
  const keys = [found.data, planned].flatMap(({ data_keys }) => (data_keys as string[]) ?? []);
  return { counts: encodeCounts(counts), data_keys: [...new Set(keys)] };
}

/**
 * Repeats the erasure of a person or a conversation. If the backup does not contain the document of
 * the erasure, this document is stored again as complete, and waits for the receipt. The person's
 * documents are deleted when the deletions in the ledger are repeated. If the erasure already has a
 * receipt, the erase sweep finds the receipt. If the erasure in the backup is not complete, its
 * document gets the counts and data keys from the ledger. Then `continueErasures` completes the
 * erasure.
 * @returns how many documents were written
 */
export function repeatErasure(
  { store, now, ...deps }: RepeatDeps,
  { erasure: ref, data }: DeedOf<'erasure'>,
): Promise<number> {
  return retryOnConflict(deps, async () => {
    const found = await store.get(ref);
    if (found === undefined) {
      await store.commit([{ kind: 'create', ref, data: completedErasure(data, now()) }]);
      return 1;
    }
    const merged = withPlanned(found, data);
    const isAsPlanned = Object.entries(merged).every(([field, value]) =>
      isDeepStrictEqual(found.data[field], value),
    );
    if (!isPending(found) || isAsPlanned) return 0;
    await store.commit([{ kind: 'update', ref, data: merged, version: found.version }]);
    return 1;
  });
}

/**
 * Stores the document of the erasure of a category or a tenant again, together with the fence of
 * the erasure. Does nothing if the backup contains this document, or if the ledger does not contain
 * the state of its acceptance.
 * @returns how many documents were written
 */
function bringBack(
  deps: RepeatDeps,
  ref: DocumentRef,
  fence: Fence,
  data: DocumentData | undefined,
): Promise<number> {
  const { store } = deps;
  const { tenant, id } = ref;
  return retryOnConflict(deps, async () => {
    const [found, fences] = await store.getAll([ref, fencesRef(tenant)]);
    if (found !== undefined || data === undefined) return 0;
    const hidden = fenceWrite(deps, tenant, fences, { ...fence, erasure: id });
    await store.commit([{ kind: 'create', ref, data }, hidden]);
    return 2;
  });
}

/**
 * Deletes the documents that the erasure of a category or a tenant affects, and counts them in the
 * document of the erasure.
 * @returns how many documents were deleted
 */
async function emptyCounted(deps: RepeatDeps, erasure: StoredDocument, fence: Fence) {
  const { store } = deps;
  let changed = 0;
  for (const category of categoriesOf(deps, fence)) {
    const current = (await store.get(erasure.ref)) ?? erasure;
    const own = { ...deps, signer: unsigned, isTimeUp: () => false };
    changed += (await emptyErased(own, current, { ...fence, category })).changed;
  }
  return changed;
}

/**
 * Repeats the erasure of a category or a tenant. If the backup does not contain the document of the
 * erasure, this document is stored again first. An erasure that is not complete counts the deleted
 * documents again, because the earlier counts were lost with the database. The erase sweep
 * completes the erasure, and issues its receipt or finds the existing receipt.
 * @returns how many documents were changed or deleted
 */
export async function repeatClearance(
  deps: RepeatDeps,
  tenant: string,
  { erasure: ref, decisions }: DeedOf<'clearance'>,
  accepted: AcceptedErasures,
): Promise<number> {
  const [fence] = decisions.fences;
  if (ref === undefined || fence === undefined) return repeatDecision(deps, tenant, decisions);
  const written = await bringBack(deps, ref, fence, accepted.get(pathOf(ref)));
  const erasure = await deps.store.get(ref);
  if (erasure === undefined || !isPending(erasure))
    return written + (await repeatDecision(deps, tenant, decisions));
  return written + (await emptyCounted(deps, erasure, fence));
}
