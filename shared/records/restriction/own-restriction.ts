import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import type { CheckedContext } from '../context.ts';

/** A record whose restriction is lifted, with the other writes of the same commit. */
export type Shown = { readonly data: DocumentData; readonly writes: readonly Write[] };

/**
 * What a category's own functions add when one of its records is restricted, and when the
 * restriction is lifted. Their writes are part of the same commit.
 */
export type OwnRestriction = {
  /** Hides the record's values in other documents. */
  readonly hide?: (now: CheckedContext, record: StoredDocument) => Promise<readonly Write[]>;
  /** Shows these values again, and updates the record itself. */
  readonly show?: (now: CheckedContext, record: StoredDocument) => Promise<Shown>;
};
