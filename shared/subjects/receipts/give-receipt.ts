import { formatInstant, type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentData, StoredDocument } from '#shared/store/store.ts';
import { isPending } from '../erasure.ts';
import { proofExpiry } from '../proof-expiry.ts';
import { draftErasureReceipt } from './erasure-receipt.ts';
import { type IssueDeps, issueReceipt } from './issue-receipt.ts';
import { keysGoneBy } from './keys-gone-by.ts';
import type { Receipt } from './receipt.ts';

export type GiveReceiptDeps = IssueDeps & { readonly categories: readonly Pick<Category, 'id'>[] };

/**
 * True if the document of an erasure states that the erasure is complete and has no receipt yet.
 */
export function awaitsReceipt({ data }: Pick<StoredDocument, 'data'>): boolean {
  return data['awaits_receipt'] === true;
}

/**
 * The fields in which an erasure differs from the receipt that it already has. A restore stores an
 * erasure again as complete, at the instant of the restore. The receipt states when the erasure was
 * complete for the first time.
 */
function fieldsFrom(earlier: Receipt | undefined, { data }: StoredDocument): DocumentData {
  if (earlier?.kind !== 'erasure') return {};
  if (earlier.completed_at === formatInstant(data['completed_at'] as Instant)) return {};
  const completedAt = Date.parse(earlier.completed_at) * microsPerMilli;
  return { completed_at: completedAt, expires_at: proofExpiry(completedAt) };
}

/**
 * Issues the receipt of a complete erasure. Then it notes the receipt's number in the erasure. If
 * the process is killed before it notes the number, the next run finds the receipt and notes the
 * same number. A simultaneous process also finds the receipt and notes this number. After a restore
 * the erasure gets its time of completion from its existing receipt.
 * @returns the erasure with the number of its receipt
 * @throws KeyServiceUnavailable, KeyDenied, StoreUnavailable, Problem `contention`; then the next
 * run issues the receipt
 */
export async function giveReceipt(
  deps: GiveReceiptDeps,
  erasure: StoredDocument,
): Promise<StoredDocument> {
  if (isPending(erasure) || !awaitsReceipt(erasure)) return erasure;
  const draft = draftErasureReceipt(erasure, deps.categories, await keysGoneBy(deps, erasure));
  const { number, earlier } = await issueReceipt(deps, erasure.ref.tenant, draft);
  let current = erasure;
  return retryOnConflict(deps, async (attempt) => {
    if (attempt > 0) current = (await deps.store.get(erasure.ref)) ?? erasure;
    if (!awaitsReceipt(current)) return current;
    const { ref, version } = current;
    const noted = { ...fieldsFrom(earlier, current), awaits_receipt: false, receipt: number };
    const [next] = await deps.commit([{ kind: 'update', ref, data: noted, version }]);
    if (next === undefined) throw new Error('the changed document has no version');
    return { ref, data: { ...current.data, ...noted }, version: next };
  });
}

/**
 * Runs {@link giveReceipt} for a caller who waits for an answer. The erasure is already complete,
 * so the caller gets an answer even if the receipt cannot be issued. Then the erase sweep issues
 * the receipt later.
 */
export async function tryGiveReceipt(
  deps: GiveReceiptDeps & { readonly onFailure: (error: unknown) => void },
  erasure: StoredDocument,
): Promise<StoredDocument> {
  try {
    return await giveReceipt(deps, erasure);
  } catch (error) {
    deps.onFailure(error);
    return erasure;
  }
}
