import type { Instant } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { conversationLinks } from '#shared/records/collections.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { DocumentData, DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import type { ConversationDeps } from './erase-conversations.ts';
import { headRef } from './head-ref.ts';
import { tallyOf } from './head-tally.ts';
import { packTally } from './pack-tally.ts';
import { subjectRefsOfHead } from './set-subject.ts';
import { placesOfRestricted, subjectDeletions } from './subject-deletions.ts';
import { withoutMessage } from './tally.ts';

type ForgetDeps = Omit<ConversationDeps, 'purgeShards'>;

/** Finds the latest message that remains in a conversation. It does not read the text. */
async function lastKept(
  { store, tenant, now }: ForgetDeps,
  conversationId: string,
  gone: ReadonlySet<string>,
): Promise<StoredDocument | undefined> {
  const found = await store.query({
    collection: chatMessages.id,
    tenant,
    where: [{ field: 'conversation_id', op: '==', value: conversationId }],
    orderBy: newestFirst,
    select: ['created_at', 'expires_at', 'author'],
    limit: gone.size + 1,
  });
  const instant = now();
  return found.find(
    ({ ref, data }) => !gone.has(ref.id) && (data['expires_at'] as Instant) > instant,
  );
}

/**
 * The fields of a head about its new last message. There is no preview, because nothing is
 * decrypted here.
 */
function describeKept({ ref, data }: StoredDocument): DocumentData {
  return {
    last_at: data['created_at'],
    last_message_id: ref.id,
    last_author: data['author'],
    expires_at: data['expires_at'],
  };
}

/**
 * The head of a conversation without these messages. If it shows one of them, it then describes
 * `last`, without a preview. Nothing is decrypted.
 */
export function headForgetting(
  head: StoredDocument,
  messages: readonly StoredDocument[],
  last: StoredDocument,
): DocumentData {
  const { preview_aes: _preview, dek: _dek, enc: _enc, ...plain } = head.data;
  const told = messages.map(({ data }) => ({ createdAt: data['created_at'] as Instant }));
  const tally = packTally(told.reduce(withoutMessage, tallyOf(head.data)));
  const isLastGone = messages.some(({ ref }) => ref.id === head.data['last_message_id']);
  if (!isLastGone) return { ...head.data, tally };
  return { ...plain, ...describeKept(last), tally };
}

/**
 * Returns the writes that remove messages from a head before the messages are deleted or restricted
 * again. If the head shows one of these messages, it then describes the latest remaining message,
 * without a preview. If no message remains, the head is deleted. Nothing is decrypted.
 */
export async function forgetInHead(
  deps: ForgetDeps,
  conversationId: string,
  messages: readonly StoredDocument[],
): Promise<{ readonly writes: readonly Write[]; readonly isLast: boolean }> {
  const gone = new Set(messages.map(({ ref }) => ref.id));
  const head = await deps.store.get(headRef(deps.tenant, conversationId));
  const last = await lastKept(deps, conversationId, gone);
  // An empty head belongs to a deletion that is still running. While messages remain, this function
  // does not change the empty head.
  const isSilent = head === undefined || (last !== undefined && head.data['last_at'] === undefined);
  if (isSilent) return { writes: [], isLast: last === undefined };
  const { ref, version } = head;
  if (last === undefined) return { writes: [{ kind: 'delete', ref, version }], isLast: true };
  const data = headForgetting(head, messages, last);
  return { writes: [{ kind: 'replace', ref, data, version }], isLast: false };
}

/**
 * Returns the writes that delete messages again after a restored backup has brought them back.
 * After these writes the head no longer counts the messages. If the head shows one of the messages,
 * it then describes the latest remaining message, without a preview. If no message remains, the
 * head is deleted. The subject is deleted too, unless a restricted record of any category is stored
 * for the conversation: an erasure may have kept the subject because of this record. Nothing is
 * decrypted.
 */
export async function forgetMessages(
  deps: ForgetDeps & { readonly collections: readonly Collection[] },
  conversationId: string,
  messages: readonly StoredDocument[],
): Promise<Write[]> {
  const { writes, isLast } = await forgetInHead(deps, conversationId, messages);
  const places = placesOfRestricted(deps.collections);
  const said = isLast ? await subjectDeletions(deps, conversationId, places) : [];
  return [
    ...messages.map(({ ref, version }): Write => ({ kind: 'delete', ref, version })),
    ...writes,
    ...said,
  ];
}

/**
 * Returns the writes that delete the head and the subject of a conversation that was deleted at
 * `deletedAt`. A head or subject that was stored after that instant is not deleted. A head also
 * stays while a message remains. The clock of the process that stored this message may have been
 * behind. Or the restore deletes this message later, and then also the head.
 */
export async function forgetHead(
  deps: ForgetDeps,
  head: DocumentRef,
  deletedAt: Instant,
): Promise<Write[]> {
  const found = await deps.store.getAll([head, ...subjectRefsOfHead(head)]);
  const isSubject = ({ ref }: StoredDocument) => ref.collection === conversationLinks.id;
  const older = found
    .filter((document) => document !== undefined)
    .filter((document) => {
      const since = document.data[isSubject(document) ? 'created_at' : 'last_at'];
      return ((since as Instant | undefined) ?? 0) <= deletedAt;
    });
  const isToGo = async (document: StoredDocument) =>
    isSubject(document) ||
    (await lastKept(deps, String(document.data['conversation_id']), new Set())) === undefined;
  const gone = await Promise.all(older.map(isToGo));
  return older
    .filter((_, index) => gone[index])
    .map(({ ref, version }): Write => ({ kind: 'delete', ref, version }));
}
