import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { oldestFirst } from '#shared/store/category-collection.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import {
  createOrReplace,
  type DocumentRef,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import { headRef } from './head.ts';
import { subjectRefs } from './set-subject.ts';

/** Messages that go in one commit. */
export const deletedAtOnceMax = 200;

/** Every message of a conversation, expired ones that are not purged yet among them: nothing of it is shown. */
function findMessages(ctx: Context, conversationId: string): Promise<StoredDocument[]> {
  return ctx.store.query({
    collection: chatMessages.id,
    tenant: ctx.tenant,
    where: [{ field: 'conversation_id', op: '==', value: conversationId }],
    orderBy: oldestFirst,
    limit: deletedAtOnceMax,
  });
}

/** A head that is not live and says nothing, for whoever writes to the conversation meanwhile to fail on. */
function blankHead(ctx: Context, ref: DocumentRef, head: StoredDocument | undefined): Write {
  const data = { expires_at: ctx.now(), purge_shard: purgeShard(ref.id, ctx.purgeShards) };
  return createOrReplace(ref, data, head);
}

/**
 * One commit of the deletion. The head is read before the messages and changed with them, so that a message that
 * comes in between makes the commit fail: none goes that a head counts, and no head goes that counts a message.
 * @returns whether it was the last
 */
async function deleteSome(ctx: CheckedContext, conversationId: string): Promise<boolean> {
  const ref = headRef(ctx.tenant, conversationId);
  const head = await ctx.store.get(ref);
  const messages = await findMessages(ctx, conversationId);
  const writes: Write[] = [
    ...subjectRefs(ctx.tenant, conversationId).map(
      (each): Write => ({ kind: 'delete', ref: each }),
    ),
    ...messages.map((each): Write => ({ kind: 'delete', ref: each.ref })),
  ];
  const isLast =
    messages.length < deletedAtOnceMax && (head !== undefined || messages.length === 0);
  if (!isLast) writes.push(blankHead(ctx, ref, head));
  else if (head !== undefined) writes.push({ kind: 'delete', ref, version: head.version });
  await ctx.commit(writes);
  return isLast;
}

/**
 * Deletes a conversation before it resolves: its messages, its head, and who it was said to be with. In commits of a
 * bounded size; killed between two of them it leaves messages without a head, and done again it ends in the same
 * state. A message that comes meanwhile may go or begin the conversation anew. What other categories hold of the
 * conversation stays.
 * @throws Problem `scope-missing`, `record-not-found` for what is no conversation's id, `contention`
 */
export async function deleteConversation(
  ctx: Context,
  input: { readonly conversationId: string },
): Promise<void> {
  const right = rightTo(`${chatMessages.id}:delete`);
  right(ctx);
  const { conversationId } = input;
  if (!plainId.safeParse(conversationId).success) throw new Problem('record-not-found');
  while (!(await retryChecked(ctx, right, (now) => deleteSome(now, conversationId))));
}
