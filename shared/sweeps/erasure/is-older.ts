import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';

/**
 * True if the database contained a document at the instant `storedBy`. A document that is not a
 * record must also be unchanged since this instant. For example, the head of a conversation changes
 * if the conversation continues.
 * @param storedBy the decision of the fence, or the end of its cooling-off time, by the database's
 * clock
 */
export function isOlder({ times }: StoredDocument, isRecord: boolean, storedBy: Instant): boolean {
  return times !== undefined && (isRecord ? times.created : times.updated) <= storedBy;
}
