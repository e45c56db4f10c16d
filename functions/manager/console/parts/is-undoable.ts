import { cancellableUntil } from '#shared/settings/cancellable-until.ts';

/**
 * Tells whether a waiting change or erasure can still be undone.
 * @param effectiveAt when the change takes effect (RFC 3339)
 */
export function isUndoable(effectiveAt: string, isOfTenant: boolean, now: Date): boolean {
  return now.getTime() * 1_000 < cancellableUntil(Date.parse(effectiveAt) * 1_000, isOfTenant);
}
