import type { DocumentData, Version, Write } from '#shared/store/store.ts';
import type { CheckedContext } from './context.ts';
import type { RecordInput } from './own-expiry.ts';
import type { ClearRecord } from './record.ts';

/** The writes that a category's own function adds to the commit of new records. */
export type Companion = {
  readonly writes: readonly Write[];
  /**
   * The values to store in addition to the fields of each new record, in the order of the records.
   */
  readonly ownFields?: readonly DocumentData[];
  /** Called after the commit, with the new versions of `writes`. */
  readonly committed: (versions: readonly (Version | undefined)[]) => void;
};

/**
 * Makes the companions of a category. The category's own function, for example `loyalty`, gives
 * this maker to the generic verb that creates records.
 */
export type CompanionMaker = {
  /**
   * Makes the companion of an attempt. The first attempt may assume the content of documents that
   * it needs. Later attempts must read the documents.
   */
  readonly make: (
    now: CheckedContext,
    records: readonly ClearRecord[],
    attempt: number,
  ) => Promise<Companion>;
  /**
   * Runs the work that creates records from these inputs. If two requests of this process would
   * conflict, the second request waits for the first.
   */
  readonly inTurn: <T>(inputs: readonly RecordInput[], work: () => Promise<T>) => Promise<T>;
};
