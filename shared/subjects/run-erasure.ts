import { chatMessages } from '#shared/categories/chat-messages.ts';
import {
  type CommitDeletion,
  deedOf,
  eraseSomeOf,
} from '#shared/domains/conversations/erase-conversations.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import { decodeRoutes } from '#shared/settings/notice-routes.ts';
import { comparedValuesMax } from '#shared/store/check-declared.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { deleteAll, toldOf } from './delete-documents.ts';
import { repeatErasures } from './deletion-writes.ts';
import { deedsOf } from './erasure-deeds.ts';
import { ErasureEnded, trackErasure } from './erasure-progress.ts';
import { type ErasureDeps, goneOf, headsGone, isToGo, type Run, runKeysOf } from './erasure-run.ts';
import { type Place, placesByConversation, placesByHash, queryOf, readPlace } from './place.ts';

/**
 * Deletes the documents that were found when the erasure began, so that they need not be read a
 * second time.
 */
async function deleteFound(run: Run, found: readonly StoredDocument[]): Promise<void> {
  for (const collection of run.collections) {
    // Messages are deleted later, because the commits that delete them must also update the heads
    // of their conversations.
    if (collection.id === chatMessages.id) continue;
    await deleteAll(
      run,
      collection,
      found.filter(({ ref }) => ref.collection === collection.id),
    );
  }
}

/**
 * Searches one place, and deletes the documents there that the erasure covers.
 * @returns true if it found a document to delete
 */
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
    await run.ledger.remember(run, deedOf(run.tenant, headsGone(run.keys, ids), gone));
    const told = toldOf(run, messages, gone);
    await run.progress.commit([...writes, ...repeats, ...told], goneOf(run, messages, gone));
  };
  while (!(await retryOnConflict(run, () => eraseSomeOf(run, ids, commit))));
}

/**
 * Deletes the messages and the heads of the conversations that the erasure covers.
 * @returns true if there was a message to delete
 */
async function emptyConversations(run: Run, isFirst: boolean): Promise<boolean> {
  let isMet = false;
  const messages = run.collections.find(({ id }) => id === chatMessages.id);
  if (messages === undefined) return false;
  for (const ids of chunksOf(run.keys.conversations, comparedValuesMax)) {
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

/**
 * Searches all places once, and deletes the documents that the erasure covers.
 * @returns true if the search found nothing to delete
 */
async function isPassEmpty(run: Run): Promise<boolean> {
  let isEmpty = !(await emptyConversations(run, false));
  for (const place of placesOf(run)) if (await emptyPlace(run, place)) isEmpty = false;
  return isEmpty;
}

/**
 * Carries out an erasure, or continues an erasure whose process was killed. The run searches all
 * places until nothing is left to delete, so it also deletes documents that are written meanwhile.
 * Then the run removes from the erasure's document all data that could identify the person. If
 * several runs work at the same time, they share the work and have the same result.
 * @param begun only if this process has begun the erasure: the documents that it found at the
 * beginning, and the ledger that already contains their deletions
 * @returns the erasure after this run; undefined if it does not exist any more
 * @throws Problem `contention`, StoreUnavailable; then the next run does the rest
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
    await emptyConversations(run, true);
    // The last search finds nothing. So the erasure is complete when this search begins. A document
    // that is stored during the search may be missed.
    let searchedAt = deps.now();
    while (!(await isPassEmpty(run))) searchedAt = deps.now();
    return await retryOnConflict(deps, () => progress.complete(searchedAt));
  } catch (error) {
    if (error instanceof ErasureEnded) return deps.store.get(erasure.ref);
    throw error;
  }
}
