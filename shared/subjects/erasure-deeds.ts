import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { deedOf } from '#shared/domains/conversations/erase-conversations.ts';
import { isBlank } from '#shared/domains/raffles/blank-winner.ts';
import { raffleWinners } from '#shared/domains/raffles/collections.ts';
import type { Deed } from '#shared/ledger/deed.ts';
import type { DocumentData, StoredDocument } from '#shared/store/store.ts';
import { completedErasure, type ErasureKeys, encodeCounts } from './erasure.ts';
import { goneOf, headsGone, isToGo, type Run, runKeysOf } from './erasure-run.ts';
import { fateOf, keptCount } from './keeping.ts';

/**
 * Writes into the ledger which documents the next commit deletes, and which consents this commit
 * keeps. The ledger lists changes that Mayfly repeats on a restored backup. Documents that this run
 * has already noted are skipped.
 */
export async function remember(
  run: Run,
  documents: readonly StoredDocument[],
  kept: readonly StoredDocument[],
): Promise<void> {
  const going = deedOf(run.tenant, [], documents.filter(isNamedSafely));
  await run.ledger.remember(run, going, ...winDeed(run, documents), ...keptDeed(run.keys, kept));
}

/**
 * True if the ledger may contain the id of a document. The id of a winner (the copy of a
 * participation that won) is a keyed hash of the person. So the ledger contains the id of the
 * participation instead, and the winner is deleted together with the participation.
 */
function isNamedSafely({ ref }: StoredDocument): boolean {
  return ref.collection !== raffleWinners.id;
}

/**
 * The ledger's entry about winners that contain no personal values. A winner contains no personal
 * values while its participation is restricted. The entry contains the ids of these
 * participations, by which the winners can be found.
 */
function winDeed({ tenant }: Pick<Run, 'tenant'>, documents: readonly StoredDocument[]): Deed[] {
  const wins = documents.filter((each) => !isNamedSafely(each) && isBlank(each));
  if (wins.length === 0) return [];
  const participations = wins.map(({ data }) => ({
    tenant,
    collection: raffleParticipations.id,
    id: data['participation_id'] as string,
  }));
  return [{ kind: 'win', participations }];
}

/** The ledger's entry about consents that were kept as a proof and restricted. */
export function keptDeed(
  { keep }: Pick<ErasureKeys, 'keep'>,
  documents: readonly StoredDocument[],
): Deed[] {
  if (keep === undefined || documents.length === 0) return [];
  return [{ kind: 'restriction', records: documents.map(({ ref }) => ref), ground: keep }];
}

/**
 * The ledger's entries for all documents that were found when the erasure began. One commit writes
 * the entries about all documents of a person.
 */
export function deedsOf(
  run: Pick<Run, 'collections' | 'keys' | 'own' | 'tenant'>,
  found: readonly StoredDocument[],
): Deed[] {
  if (found.length === 0) return [];
  const declared = new Map(run.collections.map((collection) => [collection.id, collection]));
  const all = found.filter((document) => {
    const collection = declared.get(document.ref.collection);
    return collection !== undefined && isToGo(run, collection, document);
  });
  const going = all.filter(isNamedSafely);
  // A consent that is kept as a proof is not deleted but only moved.
  const moves = (document: StoredDocument) => fateOf(run.keys, document) === 'moves';
  const gone = going.filter((document) => !moves(document));
  return [
    deedOf(run.tenant, headsGone(run.keys, run.keys.conversations), gone),
    ...winDeed(run, all),
    ...keptDeed(run.keys, going.filter(moves)),
  ];
}

/**
 * The document of an erasure, as it is expected to be when the erasure is complete. Its counts are
 * computed from the documents that were found when the erasure began. After a restore the receipt
 * contains these counts, because the counts of the deletions are lost with the database.
 */
export function plannedErasure(
  deps: Pick<Run, 'now' | 'categories' | 'collections'>,
  { ref, data }: Pick<StoredDocument, 'ref' | 'data'>,
  found: readonly StoredDocument[],
): DocumentData {
  const run = { ...deps, ...runKeysOf({ ref, data }) };
  const counts = new Map<string, number>();
  const keys = new Set<string>();
  for (const collection of run.collections) {
    const own = found.filter((each) => each.ref.collection === collection.id);
    const going = own.filter((each) => isToGo(run, collection, each));
    const moves = going.filter((each) => fateOf(run.keys, each) === 'moves');
    const others = going.filter((each) => !moves.includes(each));
    const { count, dataKeys } = goneOf(run, collection, others);
    if (count > 0) counts.set(collection.id, count);
    if (moves.length > 0) counts.set(keptCount, (counts.get(keptCount) ?? 0) + moves.length);
    for (const key of dataKeys) keys.add(key);
  }
  const planned = { ...data, counts: encodeCounts(counts), data_keys: [...keys] };
  return completedErasure(planned, run.now());
}
