import type { Instant } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import {
  type CommitDeletion,
  deedOf,
  eraseSomeOf,
} from '#shared/domains/conversations/erase-conversations.ts';
import { isBlank } from '#shared/domains/raffles/blank-winner.ts';
import { raffleWinners } from '#shared/domains/raffles/collections.ts';
import type { Deed } from '#shared/ledger/deed.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import { noticeWrites } from '#shared/notices/notice.ts';
import { restrictionOf, restrictionWrites } from '#shared/records/restriction/restricted-record.ts';
import {
  decodeRoutes,
  type NoticeEvent,
  type NoticeRoute,
} from '#shared/settings/notice-routes.ts';
import { type Collection, isMereNote } from '#shared/store/declare-collection.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import {
  type DocumentData,
  type ReadStore,
  type Store,
  type StoredDocument,
  type Write,
  WriteConflict,
} from '#shared/store/store.ts';
import { dataKeysOf } from './data-keys-involved.ts';
import { besideDeletions, deletionWrites, repeatErasures } from './deletion-writes.ts';
import { completedErasure, type ErasureKeys, encodeCounts, readKeys } from './erasure.ts';
import { ErasureEnded, type ErasureProgress, type Gone, trackErasure } from './erasure-progress.ts';
import { conversationsOf, hashesIn, isAnothers } from './find-subject.ts';
import { fateOf, keptCount } from './keeping.ts';
import {
  chunksOf,
  type Place,
  placesByConversation,
  placesByHash,
  queryOf,
  readPlace,
  valuesAtOnce,
} from './place.ts';
import { isOfConversations } from './subject-keys.ts';

/**
 * How many documents one commit deletes, with their marks, links and files; a file has 32 parts at
 * most.
 */
const deletedAtOnce = 50;

/** The dependencies of carrying out an erasure. They decrypt nothing. */
export type ErasureDeps = RetryDeps & {
  readonly store: ReadStore;
  /** Commits like the store, while the caller may still erase. */
  readonly commit: Store['commit'];
  readonly now: () => Instant;
  readonly purgeShards: number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly backupDays: number;
  readonly collections: readonly Collection[];
  readonly categories: readonly Category[];
};

type Run = ErasureDeps & {
  readonly tenant: string;
  readonly keys: ErasureKeys;
  /** Every hash of the person. */
  readonly own: ReadonlySet<string>;
  readonly erasure: string;
  /** The endpoints of recipients that get notices about it. */
  readonly routes: readonly NoticeRoute[];
  readonly progress: ErasureProgress;
  readonly ledger: Ledger;
};

/** The facts that a run reads from the stored erasure. */
export function runKeysOf(
  erasure: Pick<StoredDocument, 'ref' | 'data'>,
): Pick<Run, 'tenant' | 'keys' | 'own'> {
  const keys = readKeys(erasure);
  const own = new Set([...Object.values(keys.hashes), ...keys.aliases]);
  return { tenant: erasure.ref.tenant, keys, own };
}

/** The kept consents, and the ground for keeping them. */
type Kept = { readonly documents: readonly StoredDocument[]; readonly writes: readonly Write[] };

/**
 * The counts of deleted documents. Expired documents are deleted too but not counted, because
 * nobody may learn about them. The subject of a conversation is not counted if the conversation is
 * deleted first.
 */
function goneOf(
  run: Pick<Run, 'now' | 'categories'>,
  collection: Collection,
  documents: readonly StoredDocument[],
): Gone {
  const instant = run.now();
  const told = documents.filter(({ data }) => (data['expires_at'] as Instant) > instant);
  return {
    collection: collection.id,
    count: isMereNote(collection) ? 0 : told.length,
    dataKeys: dataKeysOf(run.categories, collection, told),
  };
}

/**
 * Whether a document must be deleted. Documents in a conversation that identify somebody else stay.
 */
function isToGo(
  run: Pick<Run, 'keys' | 'own'>,
  collection: Collection,
  document: StoredDocument,
): boolean {
  if (fateOf(run.keys, document) === 'stays') return false;
  if (hashesIn(collection, document).some((hash) => run.own.has(hash))) return true;
  const { conversations } = run.keys;
  if (!conversationsOf(collection, document).some((id) => conversations.includes(id))) return false;
  if (isOfConversations(run.keys) || isMereNote(collection)) return true;
  return !isAnothers(collection, document, run.own);
}

/**
 * The writes of notices about the records that a commit deletes or keeps as a proof. They contain
 * only random ids, so nothing is opened for them.
 */
function toldOf(
  run: Run,
  collection: Pick<Collection, 'id'>,
  gone: readonly StoredDocument[],
  kept: readonly StoredDocument[] = [],
): Write[] {
  const category = run.categories.find((each) => holdsRecordsOf(each, collection.id))?.id;
  if (category === undefined || run.routes.length === 0) return [];
  const { erasure } = run;
  const instant = run.now();
  const notices = (event: NoticeEvent, documents: readonly StoredDocument[]) => {
    const live = documents.filter(({ data }) => (data['expires_at'] as Instant) > instant);
    if (live.length === 0) return [];
    const records = live.map(({ ref }) => ref.id);
    return noticeWrites(run, run.routes, { event, category, records, erasure });
  };
  return [...notices('erasure', gone), ...notices('restriction', kept)];
}

/** Notes the following deletions in the ledger, unless this run has noted them already. */
async function remember(
  run: Run,
  documents: readonly StoredDocument[],
  kept: readonly StoredDocument[],
): Promise<void> {
  const going = deedOf(run.tenant, [], documents.filter(isNamedSafely));
  await run.ledger.remember(run, going, ...winDeed(run, documents), ...keptDeed(run.keys, kept));
}

/**
 * The ids of winners derive from their persons. So winners are deleted with their participations,
 * which name them.
 */
function isNamedSafely({ ref }: StoredDocument): boolean {
  return ref.collection !== raffleWinners.id;
}

/**
 * The ledger's entry for winners whose participation stays because it is restricted. Their place is
 * already empty. The entry names the participation, from which the winner can be found.
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

/** The ledger's entry for kept consents: that they are restricted. */
function keptDeed(
  { keep }: Pick<ErasureKeys, 'keep'>,
  documents: readonly StoredDocument[],
): Deed[] {
  if (keep === undefined || documents.length === 0) return [];
  return [{ kind: 'restriction', records: documents.map(({ ref }) => ref), ground: keep }];
}

/**
 * The ledger's entries for all documents that were found when the erasure began. One commit writes
 * those of a whole person.
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
  // A consent that is kept as a proof only moves.
  const moves = (document: StoredDocument) => fateOf(run.keys, document) === 'moves';
  const gone = going.filter((document) => !moves(document));
  return [
    deedOf(run.tenant, run.keys.conversations, gone),
    ...winDeed(run, all),
    ...keptDeed(run.keys, going.filter(moves)),
  ];
}

/**
 * The counts that a complete erasure will report, from the documents found when it began. After a
 * restore its receipt uses them, because the counts of deletions are lost with the database.
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

/**
 * Keeps consents as a proof. They move to the restricted records, where only owners and data
 * protection officers see that they exist. Their marks and links are deleted. Expired consents
 * prove nothing and are deleted.
 */
async function keepSome(run: Run, documents: readonly StoredDocument[]): Promise<Kept> {
  const { keep } = run.keys;
  const now = run.now();
  const kept = documents.filter(
    (each) => fateOf(run.keys, each) === 'moves' && (each.data['expires_at'] as Instant) > now,
  );
  if (keep === undefined || kept.length === 0) return { documents: [], writes: [] };
  // The documents are read again, because finding them did not read their encrypted fields.
  const whole = await run.store.getAll(kept.map(({ ref }) => ref));
  const restriction = restrictionOf(keep, now);
  const moved = whole.flatMap((each, at): Write[] => {
    if (each === undefined || each.version !== kept[at]?.version)
      throw new WriteConflict('a consent has changed meanwhile');
    return each.ref.collection === marketingConsents.id
      ? restrictionWrites(marketingConsents, each, restriction, undefined)
      : [{ kind: 'update', ref: each.ref, data: restriction, version: each.version }];
  });
  const beside = await besideDeletions(run, marketingConsents, kept);
  return { documents: kept, writes: [...moved, ...beside] };
}

/**
 * Deletes documents of a collection, in commits of a limited size. Documents that have changed
 * meanwhile are checked again.
 */
async function deleteAll(
  run: Run,
  collection: Collection,
  documents: readonly StoredDocument[],
): Promise<void> {
  for (const together of chunksOf(documents, deletedAtOnce))
    await retryOnConflict(run, async (attempt) => {
      const found =
        attempt === 0 ? together : await run.store.getAll(together.map(({ ref }) => ref));
      const going = found.filter(
        (document) => document !== undefined && isToGo(run, collection, document),
      ) as StoredDocument[];
      if (going.length === 0) return;
      const kept = await keepSome(run, going);
      const others = going.filter((document) => !kept.documents.includes(document));
      const writes = await deletionWrites(run, collection, others);
      const told = toldOf(run, collection, others, kept.documents);
      await remember(run, others, kept.documents);
      const gone = { ...goneOf(run, collection, others), kept: kept.documents.length };
      await run.progress.commit([...writes, ...kept.writes, ...told], gone);
    });
}

/**
 * Deletes the documents that were found when the erasure began, so that they are not read twice.
 */
async function deleteFound(run: Run, found: readonly StoredDocument[]): Promise<void> {
  for (const collection of run.collections) {
    // Messages are deleted with the heads that count them.
    if (collection.id === chatMessages.id) continue;
    await deleteAll(
      run,
      collection,
      found.filter(({ ref }) => ref.collection === collection.id),
    );
  }
}

/** Deletes the documents of a place. @returns whether there were any */
async function emptyPlace(run: Run, place: Place): Promise<boolean> {
  const { collection } = place;
  let isMet = false;
  for await (const page of readPlace(run, place)) {
    const going = page.filter((document) => isToGo(run, collection, document));
    isMet ||= going.length > 0;
    await deleteAll(run, collection, going);
  }
  return isMet;
}

async function deleteConversations(
  run: Run,
  messages: Collection,
  ids: readonly string[],
): Promise<void> {
  const commit: CommitDeletion = async (writes, gone) => {
    const repeats = await repeatErasures(run, gone);
    await run.ledger.remember(run, deedOf(run.tenant, ids, gone));
    const told = toldOf(run, messages, gone);
    await run.progress.commit([...writes, ...repeats, ...told], goneOf(run, messages, gone));
  };
  while (!(await retryOnConflict(run, () => eraseSomeOf(run, ids, commit))));
}

/**
 * Deletes conversations with their heads, which count their messages. @returns whether there was a
 * message to delete
 */
async function emptyConversations(run: Run, isFirst: boolean): Promise<boolean> {
  let isMet = false;
  const messages = run.collections.find(({ id }) => id === chatMessages.id);
  if (messages === undefined) return false;
  for (const ids of chunksOf(run.keys.conversations, valuesAtOnce)) {
    for (const place of placesByConversation(messages, ids)) {
      const query = { ...queryOf(run.tenant, place), select: ['conversation_id'], limit: 1 };
      const isSpoken = (await run.store.query(query)).length > 0;
      isMet ||= isSpoken;
      if (!isFirst && !isSpoken) continue;
      await deleteConversations(run, messages, ids);
    }
  }
  return isMet;
}

function placesOf({ collections, keys }: Run): Place[] {
  const inConversations = collections.filter(({ id }) => id !== chatMessages.id);
  return [
    ...inConversations.flatMap((each) => placesByConversation(each, keys.conversations)),
    ...collections.flatMap((each) => placesByHash(each, keys.hashes, false)),
  ];
}

/** Searches everywhere once. @returns whether nothing was found */
async function isPassEmpty(run: Run, isFirst: boolean): Promise<boolean> {
  let isEmpty = !(await emptyConversations(run, isFirst));
  for (const place of placesOf(run)) if (await emptyPlace(run, place)) isEmpty = false;
  return isEmpty;
}

/**
 * Carries out an erasure, or continues one that was killed. It searches everywhere until it finds
 * nothing, so that documents written meanwhile are deleted too. Then it removes from the erasure
 * everything that could identify the person. Several simultaneous runs share the work and have the
 * same result.
 * @param begun the documents found when it began, and the ledger with its entries
 * @returns the erasure after that; undefined when it does not exist any more
 * @throws Problem `contention`, StoreUnavailable: the next run finds the rest
 */
export async function runErasure(
  deps: ErasureDeps,
  erasure: StoredDocument,
  begun: { readonly found: readonly StoredDocument[]; readonly ledger?: Ledger } = { found: [] },
): Promise<StoredDocument | undefined> {
  const progress = trackErasure(deps, erasure);
  const by = runKeysOf(erasure);
  const { found, ledger = openLedger({ ...deps, tenant: by.tenant }) } = begun;
  const { id } = erasure.ref;
  const routes = decodeRoutes(erasure.data['told']);
  const run: Run = { ...deps, ...by, erasure: id, routes, progress, ledger };
  try {
    await ledger.remember(run, ...deedsOf(run, found));
    await deleteFound(run, found);
    for (let pass = 0; !(await isPassEmpty(run, pass === 0)); pass += 1);
    return await retryOnConflict(deps, () => progress.complete(deps.now()));
  } catch (error) {
    if (error instanceof ErasureEnded) return deps.store.get(erasure.ref);
    throw error;
  }
}
