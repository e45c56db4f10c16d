import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';

/**
 * True if the database contained a document before a fence was decided. If the document is not a
 * record itself, it must also be unchanged after that decision. For example, a conversation may
 * have continued after the decision.
 */
export function isOlder({ times }: StoredDocument, isRecord: boolean, storedBy: Instant): boolean {
  return times !== undefined && (isRecord ? times.created : times.updated) <= storedBy;
}
