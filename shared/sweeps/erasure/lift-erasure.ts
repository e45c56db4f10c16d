import { type Instant } from '#shared/base/time/instant.ts';
import { decodeErasures, encodeErasures, fencesRef } from '#shared/settings/encode-settings.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentData, Store, StoredDocument, Write } from '#shared/store/store.ts';
import { erasureRef, isPending } from '#shared/subjects/erasure.ts';

const lists = ['fences', 'shortenings', 'erasures'] as const;

/**
 * The write that stores `data` as the new content of the document with a tenant's fences. If `data`
 * contains no decisions, the write deletes the document instead.
 */
export function leaveWaiting({ ref, version }: StoredDocument, data: DocumentData): Write {
  const isEmpty = lists.every((name) => ((data[name] as string[] | undefined) ?? []).length === 0);
  return isEmpty ? { kind: 'delete', ref, version } : { kind: 'replace', ref, data, version };
}

/** Removes the fences of the given erasures from the document with a tenant's fences. */
export async function liftErasure(
  deps: RetryDeps & { readonly store: Store },
  tenant: string,
  ids: readonly string[],
): Promise<void> {
  await retryOnConflict(deps, async () => {
    const current = await deps.store.get(fencesRef(tenant));
    if (current === undefined) return;
    const all = decodeErasures(current.data);
    const left = all.filter(({ erasure }) => !ids.includes(erasure));
    const isThere = left.length < all.length;
    const data = { ...current.data, erasures: encodeErasures(left) };
    const write = leaveWaiting(current, data);
    if (isThere || write.kind === 'delete') await deps.store.commit([write]);
  });
}

/**
 * Removes due fences whose erasure is complete, cancelled or deleted. No run carries out such an
 * erasure, so nothing else removes these fences. If the document with the fences contains no
 * decisions, it is deleted.
 */
export async function liftEnded(
  deps: RetryDeps & { readonly store: Store },
  { ref: { tenant }, data }: StoredDocument,
  dueBefore: Instant,
): Promise<void> {
  const due = decodeErasures(data).filter(({ upTo }) => upTo <= dueBefore);
  const refs = due.map(({ erasure }) => erasureRef(tenant, erasure));
  const found = refs.length === 0 ? [] : await deps.store.getAll(refs);
  const ended = due.filter((_, at) => {
    const erasure = found[at];
    return erasure === undefined || !isPending(erasure);
  });
  const isEmpty = lists.every((name) => ((data[name] as string[] | undefined) ?? []).length === 0);
  if (ended.length === 0 && !isEmpty) return;
  await liftErasure(
    deps,
    tenant,
    ended.map(({ erasure }) => erasure),
  );
}
