import type { Instant } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { conversationHeads } from '#shared/domains/conversations/collections.ts';
import { forgetHead, forgetMessages } from '#shared/domains/conversations/forget-messages.ts';
import { conversationLinks } from '#shared/records/collections.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { holdsRecordsOf, restrictedId } from '#shared/store/restricted-collection.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import {
  type DocumentRef,
  pathOf,
  type Store,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import { deletionWrites, repeatErasures } from '#shared/subjects/deletion-writes.ts';
import { waitingPlaces } from './waiting-lines.ts';
import { winnersOf } from './winners-of.ts';

/**
 * The maximum number of documents that one commit deletes. The commit also deletes the marks, links
 * and files of these documents.
 */
const deletedAtOnce = 30;

/**
 * The dependencies of functions that repeat entries of the ledger. There are no keys among them, so
 * nothing can be decrypted.
 */
export type RepeatDeps = RetryDeps & {
  readonly store: Store;
  readonly now: () => Instant;
  readonly collections: readonly Collection[];
  readonly categories: readonly Category[];
};

export type OfTenant = RepeatDeps & { readonly tenant: string };

/** The category of a record, which may be restricted. Undefined if the document is no record. */
export function categoryOf({ categories }: Pick<RepeatDeps, 'categories'>, ref: DocumentRef) {
  return categories.find((each) => holdsRecordsOf(each, ref.collection));
}

/** The path of a record in its category, also if the record is restricted. */
export function recordPath(deps: Pick<RepeatDeps, 'categories'>, ref: DocumentRef): string {
  return pathOf({ ...ref, collection: categoryOf(deps, ref)?.id ?? ref.collection });
}

async function messageWrites(deps: OfTenant, messages: readonly StoredDocument[]) {
  const byConversation = Map.groupBy(messages, ({ data }) => String(data['conversation_id']));
  const writes: Write[] = await repeatErasures(deps, messages);
  for (const [id, together] of byConversation)
    writes.push(...(await forgetMessages(deps, id, together)));
  return writes;
}

/**
 * True if a link was written before the deletion or at the same instant. A newer link was written
 * again after the deletion, and stays.
 */
function isOlder({ data }: StoredDocument, deletedAt: Instant): boolean {
  return ((data['created_at'] as Instant | undefined) ?? 0) <= deletedAt;
}

async function writesFor(
  deps: OfTenant,
  collection: Collection,
  refs: readonly DocumentRef[],
  at: Instant,
): Promise<Write[]> {
  if (collection.id === conversationHeads.id)
    return (await Promise.all(refs.map((ref) => forgetHead(deps, ref, at)))).flat();
  const documents = (await deps.store.getAll(refs)).filter((each) => each !== undefined);
  if (documents.length === 0) return [];
  if (collection.id === chatMessages.id) return messageWrites(deps, documents);
  if (collection.id === conversationLinks.id)
    return deletionWrites(
      deps,
      collection,
      documents.filter((each) => isOlder(each, at)),
    );
  const isPlayed = [raffleParticipations.id, restrictedId(raffleParticipations.id)].includes(
    collection.id,
  );
  const winners = isPlayed ? await winnersOf(deps, documents) : [];
  return [
    ...(await deletionWrites(deps, collection, documents)),
    ...winners.map(({ ref, version }): Write => ({ kind: 'delete', ref, version })),
  ];
}

/**
 * The references under which a backup may contain a record: in the collection of its category, and
 * in the collection of restricted records.
 */
export function placesOf(
  { categories }: Pick<RepeatDeps, 'categories'>,
  ref: DocumentRef,
): DocumentRef[] {
  const pairs = categories.map(({ id }) => [id, restrictedId(id)]);
  const pair = pairs.find((each) => each.includes(ref.collection));
  return pair === undefined ? [ref] : pair.map((collection) => ({ ...ref, collection }));
}

/**
 * Deletes again the documents that a backup has brought back, with their marks, links and files. It
 * also updates the heads of conversations. A conversation that began again after its deletion is
 * not deleted.
 * @returns how many documents were changed or deleted; 0 if the backup contains none of them
 */
export async function repeatDeletion(
  deps: OfTenant,
  documents: readonly DocumentRef[],
  at: Instant,
): Promise<number> {
  let changed = 0;
  // The head of a conversation is deleted last. So as long as one of its messages exists, the head
  // exists too.
  const isHead = ({ collection }: DocumentRef) => Number(collection === conversationHeads.id);
  const everywhere = [
    ...documents.flatMap((ref) => placesOf(deps, ref)),
    ...waitingPlaces(deps, documents),
  ];
  const byCollection = Map.groupBy(
    everywhere.toSorted((one, other) => isHead(one) - isHead(other)),
    ({ collection }) => collection,
  );
  for (const [id, refs] of byCollection) {
    const collection = deps.collections.find((each) => each.id === id);
    if (collection?.database !== 'mayfly') continue;
    for (const together of chunksOf(refs, deletedAtOnce))
      changed += await retryOnConflict(deps, async () => {
        const writes = await writesFor(deps, collection, together, at);
        const isFound = writes.some((write) => write.kind !== 'delete' || write.version);
        if (!isFound) return 0;
        await deps.store.commit(writes);
        return writes.length;
      });
  }
  return changed;
}
