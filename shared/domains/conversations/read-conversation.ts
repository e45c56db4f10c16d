import { requireRead } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { Context } from '#shared/records/context.ts';
import { openPage } from '#shared/records/open-page.ts';
import { findPage, type Page, type PageRequest } from '#shared/records/page.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst, oldestFirst } from '#shared/store/category-collection.ts';

/**
 * The orders in which a conversation can be read. With `newest_first` the pages go backwards from
 * the end of the conversation.
 */
export const readingOrders = ['oldest_first', 'newest_first'] as const;

/**
 * Reads the live messages of a conversation from its beginning or from its end. For an unknown
 * conversation the page is empty.
 * @throws Problem `scope-missing`, `cursor-invalid`, `record-not-found` for an invalid id
 */
export async function readConversation(
  ctx: Context,
  input: {
    readonly conversationId: string;
    readonly order?: (typeof readingOrders)[number] | undefined;
    readonly page: PageRequest;
  },
): Promise<Page<ClearRecord>> {
  requireRead(ctx.scopes, chatMessages.id);
  const { conversationId, order = 'oldest_first', page } = input;
  const isBackwards = order === 'newest_first';
  if (!plainId.safeParse(conversationId).success) throw new Problem('record-not-found');
  const documents = await findPage(
    ctx,
    {
      collection: chatMessages.id,
      rule: categoryRuleOf(ctx, chatMessages),
      where: [{ field: 'conversation_id', op: '==', value: conversationId }],
      orderBy: isBackwards ? newestFirst : oldestFirst,
      scope: [chatMessages.id, 'conversation', conversationId, ...(isBackwards ? [order] : [])],
    },
    page,
  );
  return openPage(ctx, chatMessages, documents);
}
