import type { DocumentData, Version, Write } from '#shared/store/store.ts';
import type { CheckedContext } from './context.ts';
import type { RecordInput } from './own-expiry.ts';
import type { ClearRecord } from './record.ts';

/** Writes of a category's own verb that belong into the same commit as new records. */
export type Companion = {
  readonly writes: readonly Write[];
  /** The stored values beside the fields of each new record, in their order. */
  readonly ownFields?: readonly DocumentData[];
  /** Receives the new versions of `writes` once they are committed. */
  readonly committed: (versions: readonly (Version | undefined)[]) => void;
};

/** How a category's own verb takes part when records are stored. */
export type CompanionMaker = {
  /**
   * Makes the companion of an attempt. The first attempt may guess; later ones must read the
   * documents that they need.
   */
  readonly make: (
    now: CheckedContext,
    records: readonly ClearRecord[],
    attempt: number,
  ) => Promise<Companion>;
  /** Runs work for the inputs after earlier work that it would conflict with. */
  readonly inTurn: <T>(inputs: readonly RecordInput[], work: () => Promise<T>) => Promise<T>;
};
