import type { Instant } from '#shared/base/time/instant.ts';
import { type Deed, expiryMovedAt } from '#shared/ledger/deed.ts';
import type { Ledger } from '#shared/ledger/open-ledger.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { CheckedContext } from './context.ts';

/** A change that the ledger must note, and the record with the instant of this change. */
export type NotedChange = { readonly deeds: readonly Deed[]; readonly dated: StoredDocument };

/**
 * Tells what the ledger must note if a caller gives a record this expiry. If a caller makes the
 * expiry earlier, the ledger must note this, because the record in a backup has the later expiry.
 * From then on the ledger must note each change of this expiry, because a restore repeats only the
 * last change. If callers have never made the expiry earlier, the ledger does not note a later
 * expiry.
 */
export function noteExpiry(
  { now }: Pick<CheckedContext, 'now'>,
  document: StoredDocument,
  expiresAt: Instant | undefined,
): NotedChange {
  const before = document.data['expires_at'] as Instant;
  const movedAt = expiryMovedAt(document);
  const isKept = expiresAt === undefined || expiresAt === before;
  if (isKept || (expiresAt > before && movedAt === undefined))
    return { deeds: [], dated: document };
  // This instant is always later than the previous one, even if a clock is wrong.
  const at = Math.max(now(), (movedAt ?? 0) + 1);
  return {
    deeds: [{ kind: 'expiry', record: document.ref, expiresAt, at }],
    dated: { ...document, data: { ...document.data, expiry_moved_at: at } },
  };
}

/** Returns a context whose commit first notes these deeds in the ledger. */
export function notingFirst(
  now: CheckedContext,
  ledger: Ledger,
  deeds: readonly Deed[],
): CheckedContext {
  if (deeds.length === 0) return now;
  return { ...now, commit: (writes) => ledger.commit(now, deeds, writes) };
}
