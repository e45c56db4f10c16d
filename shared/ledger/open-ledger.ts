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

/** The dependencies of writing the ledger. */
export type LedgerDeps = {
  readonly store: ReadStore;
  readonly tenant: string;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  /** The longest time for which a backup is kept. */
  readonly backupDays: number;
};

type Commit = Pick<Store, 'commit'>;

/** The ledger of one request, or of one run of an erasure. */
export type Ledger = {
  /**
   * Writes entries for deeds: one commit in `mayfly-keys`, and none for deeds that this request has
   * written before.
   * @throws what the commit throws; the deed must not be done then
   */
  readonly remember: (now: Commit, ...deeds: readonly Deed[]) => Promise<void>;
  /**
   * Writes an entry for a deed, then commits the deed. An attempt that is repeated after a conflict
   * finds its entry already written.
   * @throws WriteConflict, and what the commits throw
   */
  readonly commit: (
    now: Commit,
    deed: Deed | readonly Deed[],
    writes: readonly Write[],
  ) => Promise<(Version | undefined)[]>;
  /**
   * Waits for the end of a request. If the request was answered, or refused with a problem, it
   * cancels entries whose deed was not done and whose documents are all still there. It costs
   * nothing unless a commit met a conflict or was refused.
   */
  readonly close: <T>(request: Promise<T>) => Promise<T>;
};

type Entry = { readonly ref: DocumentRef; readonly data: DeedData; isDone: boolean };

/** How many paths one entry has at most; a document may have 1 MiB. */
const pathsMax = 2_000;

/** A text that is equal for two attempts at the same deed. */
function keysOf({ kind, paths, terms }: DeedData): string[] {
  if (kind === 'decision' || kind === 'clearance') return [`${kind} ${terms.join()}`];
  return paths.map((path) => `${kind} ${path}`);
}

/** A deed with many documents needs several entries. */
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
 * Cancels deeds that were not done, with further entries, because functions may only add to the
 * ledger. If one of the documents may have been changed, the entry stays. It then repeats a request
 * of an authorised caller.
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
  // The profile decides what is scheduled, whatever the ledger contains. A deleted win is named
  // only by its participation, which stays in any case.
  if (kind === 'waiting' || kind === 'win') return;
  if (kind === 'clearance' || kind === 'acceptance' || kind === 'erasure') {
    // An erasure counts as accepted once its document exists.
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
 * @param isUntouched whether an existing document shows that the deed was not done; for deletions
 * its existence does
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
      // The id is random, so it is this entry, written by a call whose answer got lost.
      if (!(error instanceof AlreadyExists)) throw error;
    }
    for (const entry of entries) for (const key of keysOf(entry.data)) known.set(key, entry);
  }

  async function takeBackUndone(): Promise<void> {
    const undone = new Set([...known.values()].filter(({ isDone }) => !isDone));
    for (const entry of undone) {
      // An entry that stays by mistake only repeats a request, so this does not fail the request.
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
        // Any other error may mean that the deed was done and its answer got lost.
        if (!(error instanceof Problem)) known.clear();
        throw error;
      } finally {
        await takeBackUndone();
      }
    },
  };
}
