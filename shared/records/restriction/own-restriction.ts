import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import type { CheckedContext } from '../context.ts';

/** A record as it comes back, and what changes beside it. */
export type Shown = { readonly data: DocumentData; readonly writes: readonly Write[] };

/**
 * What a category's own verbs do when one of its records is restricted, and when it comes back. Their
 * writes go into the same commit.
 */
export type OwnRestriction = {
  /** Takes what the record left elsewhere out of sight. */
  readonly hide?: (now: CheckedContext, record: StoredDocument) => Promise<readonly Write[]>;
  /** Brings it back, and the record itself to what has happened meanwhile. */
  readonly show?: (now: CheckedContext, record: StoredDocument) => Promise<Shown>;
};
