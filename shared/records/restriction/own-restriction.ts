import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import type { CheckedContext } from '../context.ts';

/** The data of a record whose restriction is lifted, and the other writes of the same commit. */
export type Shown = { readonly data: DocumentData; readonly writes: readonly Write[] };

/**
 * The additional writes of a category when a record is restricted, and when the restriction is
 * lifted. They are in the commit that moves the record.
 */
export type OwnRestriction = {
  /** Hides the copies of the record's values in other documents. */
  readonly hide?: (now: CheckedContext, record: StoredDocument) => Promise<readonly Write[]>;
  /** Shows the hidden copies again, and updates the record itself. */
  readonly show?: (now: CheckedContext, record: StoredDocument) => Promise<Shown>;
};
