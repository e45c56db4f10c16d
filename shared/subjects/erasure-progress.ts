import {
  type ReadStore,
  type Store,
  type StoredDocument,
  type Write,
  WriteConflict,
} from '#shared/store/store.ts';
import { completedErasure, encodeCounts, isPending, readCounts } from './erasure.ts';
import { keptCount } from './keeping.ts';

/** What a commit deletes: the collection, and the number of documents. */
export type Gone = {
  readonly collection: string;
  readonly count: number;
  /** The data keys of the deleted documents, from `dataKeysOf`. */
  readonly dataKeys: readonly string[];
  /** The number of consents that are kept as a proof. */
  readonly kept?: number;
};

/** Thrown if another run has completed or deleted the erasure, so nothing is left to do. */
export class ErasureEnded extends Error {
  override readonly name = 'ErasureEnded';
}

/**
 * Stores the progress of an erasure in each commit that deletes documents. So the counts are
 * correct even if a run is killed, and two simultaneous runs never count the same document twice.
 */
export type ErasureProgress = {
  /**
   * Commits deletions together with their number.
   * @throws WriteConflict, ErasureEnded
   */
  readonly commit: (writes: readonly Write[], gone: Gone) => Promise<void>;
  /**
   * Completes the erasure: removes the hashes and ids that could identify the person.
   * @throws WriteConflict, ErasureEnded
   */
  readonly complete: (now: number, beside?: readonly Write[]) => Promise<StoredDocument>;
};

export function trackErasure(
  { store, commit }: { readonly store: ReadStore; readonly commit: Store['commit'] },
  erasure: StoredDocument,
): ErasureProgress {
  let current = erasure;

  /** Reads the document of the erasure again after another run has changed it. */
  async function refresh(): Promise<void> {
    const found = await store.get(current.ref);
    if (found === undefined || !isPending(found)) throw new ErasureEnded('the erasure has ended');
    current = found;
  }

  async function commitWith(
    writes: readonly Write[],
    change: (erasure: StoredDocument) => Write & { readonly data: StoredDocument['data'] },
  ): Promise<StoredDocument> {
    const noted = change(current);
    try {
      const versions = await commit([...writes, noted]);
      const version = versions.at(-1);
      if (version === undefined) throw new Error('the changed document has no version');
      current = { ...current, data: { ...current.data, ...noted.data }, version };
      return { ...current, data: noted.kind === 'replace' ? noted.data : current.data };
    } catch (error) {
      if (error instanceof WriteConflict) await refresh();
      throw error;
    }
  }

  return {
    async commit(writes, { collection, count, dataKeys, kept = 0 }) {
      await commitWith(writes, (document) => {
        const counts = new Map(readCounts(document));
        if (count > 0) counts.set(collection, (counts.get(collection) ?? 0) + count);
        if (kept > 0) counts.set(keptCount, (counts.get(keptCount) ?? 0) + kept);
        const { ref, version, data: known } = document;
        const keys = new Set([
          ...((known['data_keys'] as string[] | undefined) ?? []),
          ...dataKeys,
        ]);
        const data = { counts: encodeCounts(counts), data_keys: [...keys] };
        return { kind: 'update', ref, data, version };
      });
    },
    complete: (now, beside = []) =>
      commitWith(beside, ({ ref, data, version }) => {
        return { kind: 'replace', ref, data: completedErasure(data, now), version };
      }),
  };
}
