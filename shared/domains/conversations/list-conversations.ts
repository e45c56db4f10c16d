import { requireRead } from '#shared/access/scope.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { findPage, type PageRequest } from '#shared/records/page.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { conversationHeads, latestFirst } from './collections.ts';
import { renderHead } from './head.ts';

/**
 * Lists live conversations, the latest message first: one read a row. @throws Problem
 * `scope-missing`, `cursor-invalid`
 */
export async function listConversations(ctx: Context, page: PageRequest) {
  requireRead(ctx.scopes, chatMessages.id);
  const heads = await findPage(
    ctx,
    {
      collection: conversationHeads.id,
      rule: liveRuleOf(ctx, conversationHeads),
      where: [],
      orderBy: latestFirst,
      scope: [conversationHeads.id],
    },
    page,
  );
  return { ...heads, items: await openReadable(ctx, heads.items, (head) => renderHead(ctx, head)) };
}
