import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';

/**
 * True if the database contained a document before a fence was decided. A document that is not a
 * record must also be unchanged since the decision. For example, the head of a conversation changes
 * if the conversation continues.
 */
export function isOlder({ times }: StoredDocument, isRecord: boolean, storedBy: Instant): boolean {
  return times !== undefined && (isRecord ? times.created : times.updated) <= storedBy;
}
