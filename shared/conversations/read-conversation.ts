import { requireRead } from '../access/scope.ts';
import { chatMessages } from '../categories/chat-messages.ts';
import { plainId } from '../categories/field-schemas.ts';
import { Problem } from '../problems/problem.ts';
import { categoryRuleOf } from '../records/category-rule.ts';
import type { Context } from '../records/context.ts';
import { openPage } from '../records/list-records.ts';
import { findPage, type Page, type PageRequest } from '../records/page.ts';
import type { ClearRecord } from '../records/record.ts';
import { oldestFirst } from '../store/category-collection.ts';

/**
 * Live messages of a conversation in the order they came; an unknown conversation has none.
 * @throws Problem `scope-missing`, `cursor-invalid`, `record-not-found` for what is no conversation's id
 */
export async function readConversation(
  ctx: Context,
  input: { readonly conversationId: string; readonly page: PageRequest },
): Promise<Page<ClearRecord>> {
  requireRead(ctx.scopes, chatMessages.id);
  const { conversationId, page } = input;
  if (!plainId.safeParse(conversationId).success) throw new Problem('record-not-found');
  const documents = await findPage(
    ctx,
    {
      collection: chatMessages.id,
      rule: categoryRuleOf(ctx, chatMessages),
      where: [{ field: 'conversation_id', op: '==', value: conversationId }],
      orderBy: oldestFirst,
      scope: [chatMessages.id, 'conversation', conversationId],
    },
    page,
  );
  return openPage(ctx, chatMessages, documents);
}
