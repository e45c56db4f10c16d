import type { Instant } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { type DeletionWrites, deleteRecord } from '#shared/records/delete-record.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf, liveRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { isLive, liveQuery } from '#shared/store/live.ts';
import { type StoredDocument, type Write, WriteConflict } from '#shared/store/store.ts';
import { conversationHeads } from './collections.ts';
import { headForgetting } from './forget-messages.ts';
import { headFrom } from './head.ts';
import { headRef } from './head-ref.ts';
import { tallyOf } from './head-tally.ts';
import { subjectDeletions } from './subject-deletions.ts';
import { tellsOf, withoutMessage } from './tally.ts';

/**
 * The query for the new last message also finds the messages that will be deleted. So the limit of
 * the query is the number of these messages plus `othersMax`.
 */
const othersMax = 2;

/** Messages of one conversation that are deleted or hidden together. */
type Going = readonly [StoredDocument, ...StoredDocument[]];

/** The message that a head describes next. */
type Last = {
  /** The last message. Undefined if no message remains. */
  readonly found: StoredDocument | undefined;
  /** The last message that can be decrypted. Undefined if none of the messages found can. */
  readonly readable: ClearRecord | undefined;
};

/** Finds the last message of a conversation, without the given messages. */
async function findLast(ctx: Context, going: Going): Promise<Last> {
  const ids = new Set(going.map(({ ref }) => ref.id));
  const documents = await ctx.store.query(
    liveQuery(categoryRuleOf(ctx, chatMessages), {
      collection: chatMessages.id,
      tenant: ctx.tenant,
      where: [{ field: 'conversation_id', op: '==', value: going[0].data['conversation_id'] }],
      orderBy: newestFirst,
      limit: othersMax + going.length,
    }),
  );
  const others = documents.filter(({ ref }) => !ids.has(ref.id));
  const readable = await openReadable(ctx, others, (other) => openRecord(ctx, chatMessages, other));
  return { found: others[0], readable: readable[0] };
}

function timeOf({ data }: StoredDocument): { readonly createdAt: Instant } {
  return { createdAt: data['created_at'] as Instant };
}

/**
 * The writes to a head when messages are hidden or deleted. `isLast` is true if no message remains.
 */
type HeadWithout = { readonly writes: readonly Write[]; readonly isLast: boolean };

/**
 * Returns the writes that remove messages from the head of their conversation. If the messages
 * before them cannot be decrypted, the head gets no preview. Call it before the messages are
 * deleted or hidden.
 * @throws WriteConflict when one of the messages has expired after it was read
 */
export async function headWithout(ctx: Context, going: Going): Promise<HeadWithout> {
  const ref = headRef(ctx.tenant, String(going[0].data['conversation_id']));
  const head = await ctx.store.get(ref);
  const rule = liveRuleOf(ctx, conversationHeads);
  // If a message has expired since it was read, a process may have stored a new head that does not
  // count this message.
  const messageRule = categoryRuleOf(ctx, chatMessages);
  if (going.some((message) => !isLive(message, messageRule))) throw new WriteConflict('expired');
  const tally = isLive(head, rule) ? tallyOf(head.data) : [];
  const { found, readable } = await findLast(ctx, going);
  const isLast = found === undefined;
  // For a process with a faster clock, these messages may already have expired when it created the
  // head. Such a head does not count the messages.
  const told = going.filter((message) => tellsOf(tally, timeOf(message)));
  if (head === undefined || told.length === 0) return { writes: [], isLast };
  if (isLast) return { writes: [{ kind: 'delete', ref, version: head.version }], isLast };
  const left = told.map(timeOf).reduce(withoutMessage, tally);
  const data =
    readable === undefined
      ? headForgetting(head, told, found)
      : await headFrom(ctx, head, { last: readable, tally: left });
  return { writes: [{ kind: 'replace', ref, data, version: head.version }], isLast };
}

async function conversationWrites(ctx: Context, going: Going): Promise<Write[]> {
  const { writes, isLast } = await headWithout(ctx, going);
  if (!isLast) return [...writes];
  const said = await subjectDeletions(ctx, String(going[0].data['conversation_id']));
  return [...writes, ...said];
}

/**
 * The writes that delete messages and update the heads of their conversations (preview, times and
 * count). If no message of a conversation remains, its head and subject are deleted too. While a
 * restricted message remains, the subject stays, see {@link subjectDeletions}.
 */
export const messageDeletions: DeletionWrites = async (ctx, documents) => {
  const byConversation = Object.groupBy(documents, ({ data }) => String(data['conversation_id']));
  const beside = Object.values(byConversation).map(async ([first, ...others] = []) =>
    first === undefined ? [] : conversationWrites(ctx, [first, ...others]),
  );
  const deletions = documents.map(({ ref, version }): Write => ({ kind: 'delete', ref, version }));
  return [...deletions, ...(await Promise.all(beside)).flat()];
};

/**
 * Deletes one message, see {@link messageDeletions}.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export function deleteMessage(ctx: Context, { id }: { readonly id: string }): Promise<void> {
  return deleteRecord(ctx, { category: chatMessages, id, writesOf: messageDeletions });
}
