import type { IndexFile, QueryScope } from '../firestore/index-file.ts';
import { documentsOf, type Index, keyIn, listIndexes, sortableDocument } from './index-keys.ts';
import { createMessageLoad, type Load, type SimulatedWrite } from './message-load.ts';
import { createRanges, rangeLimit } from './split-ranges.ts';

/** The load of an index after its ranges have been split. */
export type IndexLoad = {
  readonly name: string;
  readonly ranges: number;
  /** The writes a second to its busiest range. */
  readonly busiest: number;
};

/** The largest number of messages in a period. After each period, ranges are split. */
const messagesOfStretch = 2_000;
const stretches = 12;
/**
 * The largest number of messages that are counted after the last split. With many tenants, indexes
 * over all tenants come near to the limit. Their result must be more exact, so more messages are
 * counted for them.
 */
const messagesCounted: { readonly [scope in QueryScope]: number } = {
  COLLECTION: 10_000,
  COLLECTION_GROUP: 50_000,
};

type Kept = { readonly index: Index; readonly ranges: ReturnType<typeof createRanges> };

/** Creates an object that keeps the ranges of each index to which the messages write. */
function createIndexLoads(file: IndexFile) {
  const kept = new Map<string, readonly Kept[]>();

  function indexesOf({ ref, after }: SimulatedWrite): readonly Kept[] {
    const known = kept.get(ref.collection);
    if (known !== undefined) return known;
    const fields = Object.keys(after);
    const indexes = [documentsOf(ref.collection), ...listIndexes(file, ref.collection, fields)];
    const made = indexes.map((index) => ({ index, ranges: createRanges() }));
    kept.set(ref.collection, made);
    return made;
  }

  return {
    all: () => [...kept.values()].flat(),
    /**
     * Counts the writes to the indexes for which `isCounted` returns true. An index entry that
     * stays the same costs no write. The document itself is always written.
     */
    note(writes: readonly SimulatedWrite[], isCounted = (_index: Index) => true): void {
      for (const write of writes) {
        const after = sortableDocument(write.ref, write.after);
        const before = write.before && sortableDocument(write.ref, write.before);
        for (const { index, ranges } of indexesOf(write)) {
          if (!isCounted(index)) continue;
          const added = keyIn(index, after);
          const removed = before && keyIn(index, before);
          if (added !== removed) ranges.write(removed, added);
          else if (index.fields.length === 0) ranges.write(undefined, added);
        }
      }
    },
  };
}

/**
 * Lets messages arrive evenly for twelve periods, and after each period splits the ranges as
 * Firestore does under a constant load. Then it counts the writes of more messages in every
 * index.
 * @returns each index, the busiest first
 */
export function simulateLoad(load: Load, file: IndexFile): readonly IndexLoad[] {
  const messages = createMessageLoad(load);
  const loads = createIndexLoads(file);
  const each = Math.min(messagesOfStretch, load.perSecond);
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    for (let message = 0; message < each; message += 1) loads.note(messages.next());
    for (const { ranges } of loads.all()) ranges.split(each / load.perSecond);
  }
  for (const { ranges } of loads.all()) ranges.settle();
  const countedOf = ({ scope }: Index) => Math.min(messagesCounted[scope], 4 * load.perSecond);
  const all = Math.max(...loads.all().map(({ index }) => countedOf(index)));
  for (let message = 0; message < all; message += 1)
    loads.note(messages.next(), (index) => message < countedOf(index));
  return loads
    .all()
    .map(({ index, ranges }) => ({
      name: index.name,
      ranges: ranges.count(),
      busiest: Math.round(ranges.busiest(countedOf(index) / load.perSecond)),
    }))
    .toSorted((left, right) => right.busiest - left.busiest);
}

/** The indexes with a range above its limit. */
export function overLimit(loads: readonly IndexLoad[]): readonly IndexLoad[] {
  return loads.filter(({ busiest }) => busiest > rangeLimit);
}
