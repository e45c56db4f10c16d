import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { choosesExpiry } from '#shared/categories/record-schema.ts';
import { type Deed, expiryMovedAt, type LedgerEntry } from '#shared/ledger/deed.ts';
import { chunkRefsOf } from '#shared/records/files/chunk-place.ts';
import { storedFileOf } from '#shared/records/files/stored-file.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentRef, Store, StoredDocument, Write } from '#shared/store/store.ts';
import { findBeside } from '#shared/sweeps/erasure/find-beside.ts';
import { categoryOf, placesOf, type RepeatDeps, recordPath } from './repeat-deletion.ts';

type Move = Extract<Deed, { readonly kind: 'expiry' }>;

/** For each record, by its path: when its expiry was last changed, as the ledger states. */
export type ExpiryHistory = Map<string, Instant>;

/** Remembers an entry that changes an expiry. Only the last entry for each record is kept. */
export function noteMove(
  deps: Pick<RepeatDeps, 'categories'>,
  history: ExpiryHistory,
  { deed }: LedgerEntry,
): void {
  if (deed.kind !== 'expiry') return;
  const path = recordPath(deps, deed.record);
  history.set(path, Math.max(history.get(path) ?? 0, deed.at));
}

/**
 * Finds the copies of a record in the restored database that are older than a change of its expiry.
 * Finds none if callers cannot choose the expiry in the record's category.
 */
async function olderCopies(deps: RepeatDeps, { record, at }: Move): Promise<StoredDocument[]> {
  const category = categoryOf(deps, record);
  if (category === undefined || !choosesExpiry(category)) return [];
  const found = await deps.store.getAll(placesOf(deps, record));
  return found.filter(
    (each): each is StoredDocument => each !== undefined && (expiryMovedAt(each) ?? 0) < at,
  );
}

const isKeptLonger = ({ data }: StoredDocument, { expiresAt }: Move) =>
  (data['expires_at'] as Instant) > expiresAt;

/** Finds the copies of a record that would be kept longer than a caller wanted. */
export async function copiesKeptLonger(deps: RepeatDeps, deed: Move): Promise<StoredDocument[]> {
  return (await olderCopies(deps, deed)).filter((copy) => isKeptLonger(copy, deed));
}

/** Finds the marks, links and chunks of a record. */
async function belongings(
  store: Store,
  category: Category | undefined,
  document: StoredDocument,
): Promise<StoredDocument[]> {
  const beside = await findBeside(store, category, [document]);
  const file = storedFileOf(document);
  const refs: readonly DocumentRef[] = file ? chunkRefsOf(document.ref.tenant, file) : [];
  const chunks = refs.length === 0 ? [] : await store.getAll(refs);
  return [...beside, ...chunks.filter((each) => each !== undefined)];
}

async function movingWrites(deps: RepeatDeps, deed: Move, copy: StoredDocument): Promise<Write[]> {
  const { record, expiresAt, at } = deed;
  const { ref, version } = copy;
  const noted = { expiry_moved_at: at };
  if (!isKeptLonger(copy, deed)) return [{ kind: 'update', ref, data: noted, version }];
  const data = { expires_at: expiresAt };
  const beside = await belongings(deps.store, categoryOf(deps, record), copy);
  return [
    { kind: 'update', ref, data: { ...data, ...noted }, version },
    ...beside.map((each): Write => {
      return { kind: 'update', ref: each.ref, data, version: each.version };
    }),
  ];
}

/**
 * Gives a restored record the earlier expiry that a caller chose after the backup. Only the last
 * choice counts. The expiry never becomes later than in the backup, because the data key may end
 * before a later expiry.
 * @returns how many documents changed
 */
export function repeatExpiry(
  deps: RepeatDeps,
  deed: Move,
  history: ExpiryHistory,
): Promise<number> {
  return retryOnConflict(deps, async () => {
    if (history.get(recordPath(deps, deed.record)) !== deed.at) return 0;
    const copies = await olderCopies(deps, deed);
    const writes = await Promise.all(copies.map((copy) => movingWrites(deps, deed, copy)));
    if (writes.length > 0) await deps.store.commit(writes.flat());
    return writes.flat().length;
  });
}
