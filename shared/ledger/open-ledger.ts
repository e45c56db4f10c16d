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
import { type Deed, type DeedData, encodeDeed, isMovedBy, isNamedBy, refsIn } from './deed.ts';
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
   * Writes entries for deeds. This costs one commit in `mayfly-keys`, or nothing if this request
   * has already written the entries of all these deeds.
   * @throws the errors of the commit. Then the deed must not be done
   */
  readonly remember: (now: Commit, ...deeds: readonly Deed[]) => Promise<void>;
  /**
   * Called between two attempts at these deeds. If a deed is a restriction or its lifting, the next
   * attempt writes a new entry. The entries of other deeds stay valid.
   */
  readonly renew: (deeds: readonly Deed[]) => void;
  /**
   * Writes the entries of one or more deeds, then commits their writes. If the caller tries again
   * after a conflict, most deeds get no second entry. Only a restriction, its lifting and a change
   * of an expiry get a new entry for each attempt.
   * @throws WriteConflict, and the other errors of the commits
   */
  readonly commit: (
    now: Commit,
    deed: Deed | readonly Deed[],
    writes: readonly Write[],
  ) => Promise<(Version | undefined)[]>;
  /**
   * Waits for the end of a request. If the request succeeded or was refused with a `Problem`, this
   * function cancels the entries of deeds that were not done. An entry is cancelled only if the
   * stored documents show that its deed was not done. If each deed was committed at the first
   * attempt, `close` costs nothing.
   */
  readonly close: <T>(request: Promise<T>) => Promise<T>;
};

type Entry = { readonly ref: DocumentRef; readonly data: DeedData; isDone: boolean };

/**
 * The largest number of paths in one entry. With more paths, the entry could be larger than 1 MiB,
 * which is Firestore's limit for a document.
 */
const pathsMax = 2_000;

/**
 * Returns texts that identify a deed. Each attempt at the same deed gets the same texts. Only the
 * texts for a change of an expiry differ, because they contain the instant of the attempt.
 */
function keysOf({ kind, paths, terms }: DeedData): string[] {
  if (kind === 'decision' || kind === 'clearance') return [`${kind} ${terms.join()}`];
  if (kind === 'expiry') return [`${kind} ${paths.join()} ${terms.join()}`];
  return paths.map((path) => `${kind} ${path}`);
}

/** The kinds of deeds that may have many documents. Such a deed may need several entries. */
const ofMany: ReadonlySet<string> = new Set(['deletion', 'restriction', 'win']);

/**
 * For each record, a restore repeats only the last of these deeds. So each attempt writes a new
 * entry, and the entries have the same order as the deeds. The attempt reads the record before it
 * writes the entry. If another request has changed the record since then, the attempt fails.
 */
const ofOrder: ReadonlySet<string> = new Set(['restriction', 'lifting']);

/** Returns the parts of a deed that are not in the ledger yet, one part for each entry. */
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
 * Cancels the entry of a deed that was not done. For this it writes a second entry, because
 * functions may only add entries to the ledger. If the deed may have changed one of the documents,
 * the entry is not cancelled. Then a restore repeats the deed, which an authorised caller has
 * requested.
 */
async function takeBack(
  deps: LedgerDeps,
  entry: Entry,
  isUntouched: (document: StoredDocument) => boolean,
): Promise<void> {
  const { kind } = entry.data;
  // Entries of these two kinds are not cancelled. A restore repeats a scheduled change (`waiting`)
  // only if the tenant's profile lists it. The entry about a deleted winner's copy (`win`) names
  // only the participation. The participation exists before and after the deed, so it cannot show
  // whether the deed was done.
  if (kind === 'waiting' || kind === 'win') return;
  const refs = refsIn(entry);
  if (refs.length === 0) return;
  const found = await deps.store.getAll(refs);
  if (kind === 'clearance' || kind === 'acceptance' || kind === 'erasure') {
    // If the document of the erasure exists, the erasure was accepted. Then the entry stays.
    if (found.every((document) => document === undefined)) await writeBack(deps, entry);
    return;
  }
  const isDone = (document: StoredDocument) => {
    if (kind === 'decision') return isNamedBy(document, entry.data);
    return kind === 'expiry' ? isMovedBy(document, entry.data) : !isUntouched(document);
  };
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
 * @param isUntouched returns true if a document shows that the deed was not done. For a deletion,
 * the existence of the document shows this
 */
export function openLedger(
  deps: LedgerDeps,
  isUntouched: (document: StoredDocument) => boolean = () => true,
): Ledger {
  /** The latest entry of each deed, by its texts. */
  const known = new Map<string, Entry>();
  const written = new Set<Entry>();

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
      // written the entry, but the answer was lost.
      if (!(error instanceof AlreadyExists)) throw error;
    }
    for (const entry of entries) {
      written.add(entry);
      for (const key of keysOf(entry.data)) known.set(key, entry);
    }
  }

  function renew(deeds: readonly Deed[]): void {
    for (const deed of deeds)
      if (ofOrder.has(deed.kind)) for (const key of keysOf(encodeDeed(deed))) known.delete(key);
  }

  async function takeBackUndone(): Promise<void> {
    const undone = [...written].filter(({ isDone }) => !isDone);
    for (const entry of undone) {
      // If this entry is not cancelled, a restore at most repeats a request. So the error does not
      // make the present request fail.
      await takeBack(deps, entry, isUntouched).catch(() => undefined);
    }
  }

  return {
    remember,
    renew,
    async commit(now, deed, writes) {
      const deeds = [deed].flat();
      renew(deeds);
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
        // After any other error the deed may have been done, and only the answer was lost. So no
        // entry is cancelled.
        if (!(error instanceof Problem)) written.clear();
        throw error;
      } finally {
        await takeBackUndone();
      }
    },
  };
}
