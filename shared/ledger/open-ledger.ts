import { commitAs } from '#shared/access/commit-checked.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import {
  AlreadyExists,
  type DocumentRef,
  type ReadStore,
  type Store,
  type StoredDocument,
  type Version,
  type Write,
} from '#shared/store/store.ts';
import { ledgerEntries } from './collections.ts';
import { type Deed, type DeedData, encodeDeed, isNamedBy, refsIn } from './deed.ts';
import { ledgerExpiry } from './ledger-time.ts';

/** The dependencies of writing to the ledger. */
export type LedgerDeps = {
  readonly store: ReadStore;
  readonly tenant: string;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  /** The longest time, in days, for which a backup is kept. */
  readonly backupDays: number;
};

type Commit = Pick<Store, 'commit'>;

/** The ledger of one request, or of one run of an erasure. */
export type Ledger = {
  /**
   * Writes entries for deeds. It costs one commit in `mayfly-keys`, but none if this request has
   * already written the entries of all these deeds.
   * @throws the errors of the commit. Then the deed must not be done
   */
  readonly remember: (now: Commit, ...deeds: readonly Deed[]) => Promise<void>;
  /**
   * Writes an entry for a deed, then commits the deed. If a conflict makes the caller try again,
   * the entry is already written.
   * @throws WriteConflict, and the other errors of the commits
   */
  readonly commit: (
    now: Commit,
    deed: Deed | readonly Deed[],
    writes: readonly Write[],
  ) => Promise<(Version | undefined)[]>;
  /**
   * Waits for the end of a request. If the request succeeded or was refused with a `Problem`, this
   * function cancels the entries of deeds that were not done. It cancels an entry only if the
   * stored documents show that the entry's deed was not done. This costs nothing if each deed was
   * committed at the first attempt.
   */
  readonly close: <T>(request: Promise<T>) => Promise<T>;
};

type Entry = { readonly ref: DocumentRef; readonly data: DeedData; isDone: boolean };

/** The most paths in one entry, because a document may have at most 1 MiB. */
const pathsMax = 2_000;

/** Returns texts that are equal for two attempts at the same deed. */
function keysOf({ kind, paths, terms }: DeedData): string[] {
  if (kind === 'decision' || kind === 'clearance') return [`${kind} ${terms.join()}`];
  return paths.map((path) => `${kind} ${path}`);
}

/** The kinds of deeds that may have many documents. Such a deed may need several entries. */
const ofMany: ReadonlySet<string> = new Set(['deletion', 'restriction', 'win']);

/** The parts of a deed that are not written yet, in the form of entries. */
function partsOf(data: DeedData, known: ReadonlyMap<string, Entry>): DeedData[] {
  if (keysOf(data).every((key) => known.has(key))) return [];
  if (!ofMany.has(data.kind)) return [data];
  const paths = data.paths.filter((path) => !known.has(`${data.kind} ${path}`));
  const parts = Math.ceil(paths.length / pathsMax);
  return Array.from({ length: parts }, (_, at) => {
    return { ...data, paths: paths.slice(at * pathsMax, (at + 1) * pathsMax) };
  });
}

function entryWrite(deps: LedgerDeps, ref: DocumentRef, data: DeedData): Write {
  const at = deps.now();
  const expiry = {
    expires_at: ledgerExpiry(at, deps.backupDays),
    purge_shard: purgeShard(ref.id, deps.purgeShards),
  };
  return { kind: 'create', ref, data: { ...expiry, ...data, at } };
}

/** The id of the entry that cancels another entry. */
export function takenBackId(id: string): string {
  return `${id}.back`;
}

/**
 * Cancels the entry of a deed that was not done. It writes a second entry, because functions may
 * only add to the ledger. If one of the documents may have been changed, the entry is not
 * cancelled. Then a restore repeats a request that an authorised caller has made.
 */
async function takeBack(
  deps: LedgerDeps,
  entry: Entry,
  isUntouched: (document: StoredDocument) => boolean,
): Promise<void> {
  const refs = refsIn(entry);
  if (refs.length === 0) return;
  const found = await deps.store.getAll(refs);
  const { kind } = entry.data;
  // These two kinds are not cancelled. For scheduled changes only the profile decides. The entry of
  // a deleted win contains only the participation, which exists whether the deed was done or not.
  if (kind === 'waiting' || kind === 'win') return;
  if (kind === 'clearance' || kind === 'acceptance' || kind === 'erasure') {
    // An erasure is accepted if its document exists. Only the entry of an erasure that was not
    // accepted is cancelled.
    if (found.every((document) => document === undefined)) await writeBack(deps, entry);
    return;
  }
  const isDone = (document: StoredDocument) =>
    kind === 'decision' ? isNamedBy(document, entry.data) : !isUntouched(document);
  if (found.some((document) => document === undefined || isDone(document))) return;
  await writeBack(deps, entry);
}

async function writeBack(deps: LedgerDeps, entry: Entry): Promise<void> {
  const ref = { ...entry.ref, id: takenBackId(entry.ref.id) };
  const data = { kind: 'taken back', paths: [], terms: [] };
  await commitAs(deps.store, async () => undefined)([entryWrite(deps, ref, data)]);
}

/**
 * Opens the ledger for one request.
 * @param isUntouched true if an existing document shows that the deed was not done. For a deletion
 * it is enough that the document exists
 */
export function openLedger(
  deps: LedgerDeps,
  isUntouched: (document: StoredDocument) => boolean = () => true,
): Ledger {
  const known = new Map<string, Entry>();

  async function remember(now: Commit, ...deeds: readonly Deed[]): Promise<void> {
    const parts = deeds.flatMap((deed) => partsOf(encodeDeed(deed), known));
    if (parts.length === 0) return;
    const entries = parts.map((data): Entry => {
      const { tenant } = deps;
      const ref = { tenant, collection: ledgerEntries.id, id: newRecordId(deps) };
      return { ref, data, isDone: false };
    });
    try {
      await now.commit(entries.map(({ ref, data }) => entryWrite(deps, ref, data)));
    } catch (error) {
      // The id is random, so the document that already exists is this entry: an earlier call has
      // written it, but its answer was lost.
      if (!(error instanceof AlreadyExists)) throw error;
    }
    for (const entry of entries) for (const key of keysOf(entry.data)) known.set(key, entry);
  }

  async function takeBackUndone(): Promise<void> {
    const undone = new Set([...known.values()].filter(({ isDone }) => !isDone));
    for (const entry of undone) {
      // An entry that is not cancelled only makes a restore repeat a request. So this error does
      // not make the request fail.
      await takeBack(deps, entry, isUntouched).catch(() => undefined);
    }
  }

  return {
    remember,
    async commit(now, deed, writes) {
      const deeds = [deed].flat();
      await remember(now, ...deeds);
      const versions = await now.commit(writes);
      for (const key of deeds.flatMap((each) => keysOf(encodeDeed(each)))) {
        const entry = known.get(key);
        if (entry !== undefined) entry.isDone = true;
      }
      return versions;
    },
    async close(request) {
      try {
        return await request;
      } catch (error) {
        // After any other error the deed may have been done, because only its answer may be lost.
        // So no entry is cancelled.
        if (!(error instanceof Problem)) known.clear();
        throw error;
      } finally {
        await takeBackUndone();
      }
    },
  };
}
