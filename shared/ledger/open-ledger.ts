import { commitAs } from '#shared/access/commit-checked.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import {
  holdsRecordsOf,
  isRestrictable,
  restrictedId,
} from '#shared/store/restricted-collection.ts';
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
   * stored documents show that its deed was not done. If a deletion was done without some of its
   * records, only these records are cancelled. If each deed was committed at the first attempt,
   * `close` costs nothing.
   */
  readonly close: <T>(request: Promise<T>) => Promise<T>;
};

/** An entry, and the texts of the parts of its deed that were committed, see {@link keysOf}. */
type Entry = { readonly ref: DocumentRef; readonly data: DeedData; readonly done: Set<string> };

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

/** A later attempt at a deletion may delete only some of the documents in the entry. */
function isDone({ data, done }: Entry): boolean {
  return data.kind === 'deletion' ? keysOf(data).every((key) => done.has(key)) : done.size > 0;
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
 * The places of a document. A record has two, because a restriction moves it to the collection of
 * restricted records.
 */
function placesOf(ref: DocumentRef): DocumentRef[] {
  const category = categories.find((each) => holdsRecordsOf(each, ref.collection));
  if (category === undefined || !isRestrictable(category)) return [ref];
  return [category.id, restrictedId(category.id)].map((collection) => ({ ...ref, collection }));
}

/**
 * Cancels the entry of a deletion if all its documents still exist. Otherwise cancels only the
 * records in it that still exist, because the id of a record is never used again. The head of a
 * conversation may exist again after its deletion. It is cancelled if a later attempt has deleted
 * other documents of the entry without it: then the first attempt has deleted nothing.
 */
async function takeBackDeletion(
  deps: LedgerDeps,
  entry: Entry,
  isUntouched: (document: StoredDocument) => boolean,
): Promise<boolean> {
  const named = refsIn(entry).map((ref, at) => {
    return { path: entry.data.paths[at] ?? '', places: placesOf(ref) };
  });
  const found = await deps.store.getAll(named.flatMap(({ places }) => places));
  const standing = named.filter(({ places }) =>
    found.splice(0, places.length).some((each) => each !== undefined && isUntouched(each)),
  );
  if (entry.done.size === 0 && standing.length === named.length) return writeBack(deps, entry);
  const paths = named
    .filter(({ path }) => !entry.done.has(`deletion ${path}`))
    .filter((each) => (each.places.length > 1 ? standing.includes(each) : entry.done.size > 0))
    .map(({ path }) => path);
  return paths.length > 0 && writeBack(deps, entry, paths);
}

/**
 * Cancels the entry of a deed that was not done. For this it writes a second entry, because
 * functions may only add entries to the ledger. If the deed may have changed one of the documents,
 * the entry is not cancelled. Then a restore repeats the deed, which an authorised caller has
 * requested.
 * @returns true if the entry was cancelled, wholly or in part
 */
async function takeBack(
  deps: LedgerDeps,
  entry: Entry,
  isUntouched: (document: StoredDocument) => boolean,
): Promise<boolean> {
  const { kind } = entry.data;
  // Entries of these two kinds are not cancelled. A restore repeats a scheduled change (`waiting`)
  // only if the tenant's profile lists it. The entry about a deleted winner's copy (`win`) names
  // only the participation. The participation exists before and after the deed, so it cannot show
  // whether the deed was done.
  if (kind === 'waiting' || kind === 'win') return false;
  if (kind === 'deletion') return takeBackDeletion(deps, entry, isUntouched);
  const refs = refsIn(entry);
  if (refs.length === 0) return false;
  const found = await deps.store.getAll(refs);
  if (kind === 'clearance' || kind === 'acceptance' || kind === 'erasure') {
    // If the document of the erasure exists, the erasure was accepted. Then the entry stays.
    return found.every((document) => document === undefined) && writeBack(deps, entry);
  }
  const hasChanged = (document: StoredDocument) => {
    if (kind === 'decision') return isNamedBy(document, entry.data);
    return kind === 'expiry' ? isMovedBy(document, entry.data) : !isUntouched(document);
  };
  if (found.some((document) => document === undefined || hasChanged(document))) return false;
  return writeBack(deps, entry);
}

/** Without paths, the whole entry is cancelled, see {@link withoutTakenBack}. */
async function writeBack(
  deps: LedgerDeps,
  entry: Entry,
  paths: readonly string[] = [],
): Promise<true> {
  const ref = { ...entry.ref, id: takenBackId(entry.ref.id) };
  const data = { kind: 'taken back', paths, terms: [] };
  await commitAs(deps.store, async () => undefined)([entryWrite(deps, ref, data)]);
  return true;
}

/**
 * Returns an entry without the documents that a second entry cancels. The result is undefined if
 * the whole entry is cancelled.
 */
export function withoutTakenBack(
  entry: StoredDocument,
  back: StoredDocument | undefined,
): StoredDocument | undefined {
  if (back === undefined) return entry;
  const gone = new Set(back.data['paths'] as readonly string[]);
  if (gone.size === 0) return undefined;
  const paths = (entry.data['paths'] as readonly string[]).filter((path) => !gone.has(path));
  return { ...entry, data: { ...entry.data, paths } };
}

/**
 * Opens the ledger for one request.
 * @param isUntouched returns true if a document shows that the deed was not done. For a deletion,
 * the existence of the document shows this, also if the document is a restricted record
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
      return { ref, data, done: new Set() };
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
    const undone = [...written].filter((entry) => !isDone(entry));
    for (const entry of undone) {
      // If this entry is not cancelled, a restore at most repeats a request. So the error does not
      // make the present request fail. After an error the entry may be cancelled.
      const isBack = await takeBack(deps, entry, isUntouched).catch(() => true);
      if (!isBack) continue;
      written.delete(entry);
      // If the request goes on and does the deed after all, the deed needs a new entry.
      for (const key of keysOf(entry.data)) if (known.get(key) === entry) known.delete(key);
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
      for (const key of deeds.flatMap((each) => keysOf(encodeDeed(each))))
        known.get(key)?.done.add(key);
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
