import type { IdentifierName } from '#shared/categories/category-subject.ts';
import { type Collection, isMereNote } from '#shared/store/declare-collection.ts';
import { holdsRestricted } from '#shared/store/restricted-collection.ts';
import { pathOf, type StoredDocument } from '#shared/store/store.ts';
import {
  linksBy,
  type Place,
  type PlaceDeps,
  placesByConversation,
  placesByHash,
  queryOf,
  readPlace,
} from './place.ts';
import { isOfConversations, type SubjectKeys } from './subject-keys.ts';

export type Why = IdentifierName | 'conversation_id';

/** A document of the person, and the kinds of values by which it was found. */
export type FoundDocument = { readonly document: StoredDocument; readonly why: ReadonlySet<Why> };

/** A conversation to which documents of the person belong. */
export type FoundConversation = {
  readonly id: string;
  /** True if somebody else is identified in the conversation. */
  readonly shared: boolean;
  /**
   * True if the result also includes the documents of the conversation that identify nobody, for
   * example messages.
   */
  readonly drawnIn: boolean;
  /**
   * The number of live documents in the conversation that the result does not include. They
   * identify nobody, so they may be about somebody else.
   */
  readonly leftOut: number;
  /** True if the search knows the conversation only from restricted records. */
  readonly isByRestricted: boolean;
};

/** All documents that belong to a person, and the person's conversations. */
export type Found = {
  readonly documents: readonly FoundDocument[];
  readonly conversations: readonly FoundConversation[];
  /**
   * Other hashes in the person's own records, for example of a phone number in a record that was
   * found by email.
   */
  readonly aliases: readonly string[];
};

export type FindDeps = PlaceDeps & {
  readonly collections: readonly Collection[];
  /**
   * True if a document may still be shown. Only such documents decide whether somebody else is
   * identified in a conversation.
   */
  readonly isLive: (document: StoredDocument, collection: Collection) => boolean;
  /**
   * Selects the part of each document that is kept in memory. If `keep` is set, whole documents are
   * read. Otherwise only the fields for finding and deleting are read.
   */
  readonly keep?: (document: StoredDocument, collection: Collection) => StoredDocument;
};

type Find = { document: StoredDocument; collection: Collection; why: Set<Why> };

/**
 * The documents that were found, by their paths. Each has the set of the kinds of values by which
 * it was found.
 */
type Finds = Map<string, Find>;

function note(
  finds: Finds,
  collection: Collection,
  document: StoredDocument,
  why: Why,
  keep: FindDeps['keep'],
): void {
  const path = pathOf(document.ref);
  const known = finds.get(path) ?? {
    document: keep?.(document, collection) ?? document,
    collection,
    why: new Set<Why>(),
  };
  known.why.add(why);
  finds.set(path, known);
}

/** The hashes of persons in a document. */
export function hashesIn(collection: Collection, { data }: StoredDocument): string[] {
  const fields = new Set(linksBy(collection, 'identifier').map(({ field }) => field));
  return [...fields].flatMap((field) => (data[field] as string | undefined) ?? []);
}

/** The ids of the conversations to which a document belongs, usually one. */
export function conversationsOf(collection: Collection, { data }: StoredDocument): string[] {
  const links = linksBy(collection, 'conversation');
  return links.flatMap(({ field }) => (data[field] as string | undefined) ?? []);
}

function placeDepsOf({ store, tenant, keep }: FindDeps): PlaceDeps {
  return { store, tenant, isWhole: keep !== undefined };
}

/** Finds the documents that contain one of the hashes. */
async function findByHashes(deps: FindDeps, { hashes }: SubjectKeys): Promise<Finds> {
  const finds: Finds = new Map();
  const places = deps.collections.flatMap((each) =>
    placesByHash(each, hashes, each.alone !== undefined),
  );
  const work = places.map(async (place) => {
    for await (const page of readPlace(placeDepsOf(deps), place))
      for (const document of page) note(finds, place.collection, document, place.name, deps.keep);
  });
  await Promise.all(work);
  return finds;
}

/**
 * True if all documents of a place are already known. The function compares the count of documents
 * in the database with the number of known documents, and reads no document.
 */
async function isKnown({ store, tenant }: FindDeps, place: Place, finds: Finds): Promise<boolean> {
  const { collection, field, values } = place;
  const known = [...finds.values()].filter(
    (find) =>
      find.collection.id === collection.id &&
      values.includes((find.document.data[field] as string | undefined) ?? ''),
  );
  return known.length > 0 && (await store.count(queryOf(tenant, place))) === known.length;
}

/** Finds all documents of conversations, also documents that identify somebody else. */
async function findInConversations(
  deps: FindDeps,
  ids: readonly string[],
  known: Finds,
): Promise<Finds> {
  const finds: Finds = new Map();
  const places = deps.collections.flatMap((each) => placesByConversation(each, ids));
  for (const { collection, document } of known.values()) {
    if (conversationsOf(collection, document).length === 0) continue;
    // Documents that were found before are already reduced to the part that is kept in memory.
    note(finds, collection, document, 'conversation_id', undefined);
  }
  const work = places.map(async (place) => {
    if (await isKnown(deps, place, known)) return;
    for await (const page of readPlace(placeDepsOf(deps), place))
      for (const document of page)
        note(finds, place.collection, document, 'conversation_id', deps.keep);
  });
  await Promise.all(work);
  return finds;
}

/** True if a document identifies somebody else and not the person. */
export function isAnothers(
  collection: Collection,
  document: StoredDocument,
  own: ReadonlySet<string>,
): boolean {
  const hashes = hashesIn(collection, document);
  return hashes.length > 0 && !hashes.some((hash) => own.has(hash));
}

/** The conversations for which a caller has stated that the person is the subject. */
function saidToBeWith(deps: FindDeps, found: readonly Find[]): ReadonlySet<string> {
  const notes = found.filter(
    ({ collection, document }) => isMereNote(collection) && deps.isLive(document, collection),
  );
  return new Set(
    notes.flatMap(({ collection, document }) => conversationsOf(collection, document)),
  );
}

/**
 * The ids of the conversations that the request or a found document names. The ids in restricted
 * records do not count.
 */
function knownOtherwise(keys: SubjectKeys, found: readonly Find[]): ReadonlySet<string> {
  const others = found.filter(({ collection }) => !holdsRestricted(collection));
  const led = others.flatMap(({ collection, document }) => conversationsOf(collection, document));
  return new Set([...keys.conversations, ...led]);
}

/**
 * Finds all documents of a person, by the rules that each collection declares: documents with one
 * of the person's hashes, and documents in the person's conversations. The number of reads grows
 * with the number of found documents. Each collection also costs some queries with an empty answer:
 * one for each hash, and one for each thirty conversations.
 *
 * Some documents in the person's conversations identify nobody, for example messages. Without
 * `chosen`, such a document is included if nobody else is identified in its conversation, or if the
 * request contains the conversation. With `chosen`, it is included only if the request or `chosen`
 * contains the conversation.
 *
 * Documents that identify somebody else are included only if the request contains only
 * conversations and no person. If a caller has set the person as the subject of a conversation, the
 * channel's identifiers in this conversation belong to the person too.
 */
export async function findSubject(
  deps: FindDeps,
  keys: SubjectKeys,
  chosen?: readonly string[],
): Promise<Found> {
  const byHash = await findByHashes(deps, keys);
  const found = [...byHash.values()];
  const own = new Set(found.flatMap(({ collection, document }) => hashesIn(collection, document)));
  for (const hash of Object.values(keys.hashes)) own.add(hash);
  const led = found.flatMap(({ collection, document }) => conversationsOf(collection, document));
  const ids = [...new Set([...keys.conversations, ...led])].toSorted();
  const inside = [...(await findInConversations(deps, ids, byHash)).values()];

  const said = saidToBeWith(deps, found);
  // If the person is the subject of a conversation, the channel's identifiers in it belong to the
  // person.
  for (const { collection, document } of inside.filter((each) => each.collection.namedByChannel))
    if (conversationsOf(collection, document).some((id) => said.has(id)))
      for (const hash of hashesIn(collection, document)) own.add(hash);
  const shared = new Set<string>();
  for (const { collection, document } of inside)
    if (isAnothers(collection, document, own) && deps.isLive(document, collection))
      for (const id of conversationsOf(collection, document)) shared.add(id);
  const asked = new Set(keys.conversations);
  const picked = chosen && new Set(chosen);
  const isDrawnIn = (id: string) =>
    asked.has(id) || (picked === undefined ? !shared.has(id) : picked.has(id));
  const isWhole = isOfConversations(keys);
  const leftOut = new Map<string, number>();
  for (const { collection, document } of inside) {
    const isSaid = isMereNote(collection);
    if (!isWhole && !isSaid && isAnothers(collection, document, own)) continue;
    const of = conversationsOf(collection, document);
    if (of.some(isDrawnIn)) note(byHash, collection, document, 'conversation_id', undefined);
    else if (!isSaid && !byHash.has(pathOf(document.ref)) && deps.isLive(document, collection))
      for (const id of of) leftOut.set(id, (leftOut.get(id) ?? 0) + 1);
  }
  const otherwise = knownOtherwise(keys, found);
  const conversations = ids.map((id): FoundConversation => {
    const [left, isByRestricted] = [leftOut.get(id) ?? 0, !otherwise.has(id)];
    return { id, shared: shared.has(id), drawnIn: isDrawnIn(id), leftOut: left, isByRestricted };
  });
  const aliases = [...own].filter((hash) => !Object.values(keys.hashes).includes(hash));
  return { documents: [...byHash.values()], conversations, aliases };
}
