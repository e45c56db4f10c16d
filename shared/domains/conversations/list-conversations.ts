import { requireRead } from '#shared/access/scope.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { findPage, type PageRequest } from '#shared/records/page.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import type { Filter } from '#shared/store/store.ts';
import { conversationHeads, firstToGo, latestFirst } from './collections.ts';
import { renderHead } from './head.ts';

/** The order of listed conversations: by their last message, or by their expiry. */
export const conversationOrders = ['latest_first', 'goes_first'] as const;

export type ConversationsInput = {
  /**
   * Filters by fields of the head: the experience, and the author and the time of the last message.
   */
  readonly filters?: readonly Filter[];
  readonly order?: (typeof conversationOrders)[number] | undefined;
  /** The cursor `after` works only with the order `latest_first`. */
  readonly page: PageRequest;
};

/**
 * Lists live conversations, with one read for each row. The conversation with the latest message
 * comes first, unless the caller asks for another order. A list by expiry cannot be continued with
 * newer conversations, so its `newest_cursor` is null.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listConversations(ctx: Context, input: ConversationsInput) {
  requireRead(ctx.scopes, chatMessages.id);
  const { filters = [], order = 'latest_first', page } = input;
  const heads = await findPage(
    ctx,
    {
      collection: conversationHeads.id,
      rule: liveRuleOf(ctx, conversationHeads),
      where: filters,
      orderBy: order === 'goes_first' ? firstToGo : latestFirst,
      scope: [
        conversationHeads.id,
        ...(order === 'goes_first' ? [order] : []),
        ...filters.map(({ field, op, value }) => `${field}${op}${String(value)}`),
      ],
    },
    page,
  );
  return {
    ...heads,
    items: await openReadable(ctx, heads.items, (head) => renderHead(ctx, head)),
    ...(order === 'goes_first' && { newest_cursor: null }),
  };
}
