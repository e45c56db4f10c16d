import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { getLiveAgain } from '#shared/records/read-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf, liveRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { isLive, liveQuery } from '#shared/store/live.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { conversationHeads } from './collections.ts';
import { headFrom } from './head.ts';
import { headRef } from './head-ref.ts';
import { tallyOf } from './head-tally.ts';
import { subjectRefs } from './set-subject.ts';
import { tellsOf, withoutMessage } from './tally.ts';

/** This many messages are read to find another one that can be decrypted. */
const othersMax = 3;

/** The last of a conversation's live messages without the one that is deleted. */
async function lastOther(ctx: Context, going: StoredDocument): Promise<ClearRecord | undefined> {
  const documents = await ctx.store.query(
    liveQuery(categoryRuleOf(ctx, chatMessages), {
      collection: chatMessages.id,
      tenant: ctx.tenant,
      where: [{ field: 'conversation_id', op: '==', value: going.data['conversation_id'] }],
      orderBy: newestFirst,
      limit: othersMax,
    }),
  );
  const others = documents.filter(({ ref }) => ref.id !== going.ref.id);
  const readable = await openReadable(ctx, others, (other) => openRecord(ctx, chatMessages, other));
  return readable[0];
}

/** What a head becomes when a message is out of sight, and whether there is no other message. */
type HeadWithout = { readonly writes: readonly Write[]; readonly isLast: boolean };

/** The head of a conversation without a message that is about to go. */
export async function headWithout(ctx: Context, going: StoredDocument): Promise<HeadWithout> {
  const ref = headRef(ctx.tenant, String(going.data['conversation_id']));
  const head = await ctx.store.get(ref);
  const rule = liveRuleOf(ctx, conversationHeads);
  // The message expired after it was read. A new head may have replaced the old one, and not count
  // it.
  if (!isLive(going, categoryRuleOf(ctx, chatMessages))) throw new Problem('record-not-found');
  const createdAt = going.data['created_at'] as Instant;
  const tally = isLive(head, rule) ? tallyOf(head.data) : [];
  const last = await lastOther(ctx, going);
  const isLast = last === undefined;
  // A head that was created later, by a clock that is ahead of this one, does not count the
  // message.
  if (head === undefined || !tellsOf(tally, { createdAt })) return { writes: [], isLast };
  if (isLast) return { writes: [{ kind: 'delete', ref, version: head.version }], isLast };
  const data = await headFrom(ctx, head, { last, tally: withoutMessage(tally, { createdAt }) });
  return { writes: [{ kind: 'replace', ref, data, version: head.version }], isLast };
}

/** The subject of a conversation is deleted with its last message. */
function subjectDeletions({ tenant }: Context, { data }: StoredDocument): Write[] {
  const refs = subjectRefs(tenant, String(data['conversation_id']));
  return refs.map((ref) => ({ kind: 'delete', ref }));
}

/**
 * Deletes a message and every trace of it in its conversation's head: preview, times and count.
 * With the last message it also deletes the head and the subject of the conversation.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function deleteMessage(ctx: Context, input: { readonly id: string }): Promise<void> {
  await retryChecked(ctx, rightTo(`${chatMessages.id}:delete`), async (now, attempt) => {
    const going = await getLiveAgain(now, chatMessages, input.id, attempt);
    if (going === undefined) return;
    const head = await headWithout(now, going);
    await now.commit([
      { kind: 'delete', ref: going.ref, version: going.version },
      ...head.writes,
      ...(head.isLast ? subjectDeletions(now, going) : []),
    ]);
  });
}
