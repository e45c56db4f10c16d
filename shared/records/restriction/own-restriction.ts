import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import type { CheckedContext } from '../context.ts';

/** A record when it returns, with the changes beside it. */
export type Shown = { readonly data: DocumentData; readonly writes: readonly Write[] };

/**
 * A category's own verbs for the restriction of one of its records, and for its return. Their
 * writes are part of the same commit.
 */
export type OwnRestriction = {
  /** Hides the record's traces in other places. */
  readonly hide?: (now: CheckedContext, record: StoredDocument) => Promise<readonly Write[]>;
  /** Restores these traces, and updates the record itself. */
  readonly show?: (now: CheckedContext, record: StoredDocument) => Promise<Shown>;
};
