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

/** Makes what a category's own function adds to the commit of new records. */
export type CompanionMaker = {
  /**
   * Makes the companion of an attempt. The first attempt may guess the documents that it needs;
   * later attempts must read them.
   */
  readonly make: (
    now: CheckedContext,
    records: readonly ClearRecord[],
    attempt: number,
  ) => Promise<Companion>;
  /** Runs work for these inputs. The work begins after earlier work that it would conflict with. */
  readonly inTurn: <T>(inputs: readonly RecordInput[], work: () => Promise<T>) => Promise<T>;
};
