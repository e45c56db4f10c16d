import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import type { Context } from '#shared/records/context.ts';
import { deletionNotices } from '#shared/records/tell-recipients.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import { deedOf, eraseSomeOf } from './erase-conversations.ts';

/**
 * Deletes a conversation: its messages, its head and its subject. Resolves when all of these are
 * deleted. Restricted messages, and the conversation's records in other categories, are not
 * deleted. {@link eraseSomeOf} does the work.
 * @throws Problem `scope-missing`, `record-not-found` for an invalid id, `contention`
 */
export async function deleteConversation(
  ctx: Context,
  input: { readonly conversationId: string },
): Promise<void> {
  const right = rightTo(`${chatMessages.id}:delete`);
  right(ctx);
  const { conversationId } = input;
  if (!plainId.safeParse(conversationId).success) throw new Problem('record-not-found');
  const ids = [conversationId];
  const ledger = openLedger(ctx);
  const eraseSome = () =>
    retryChecked(ctx, right, (now) =>
      eraseSomeOf(now, ids, async (writes, messages) => {
        const rule = categoryRuleOf(now, chatMessages);
        const live = messages.filter((message) => isLive(message, rule));
        const told = await deletionNotices(now, chatMessages, live);
        return ledger.commit(now, deedOf(ctx.tenant, ids, messages), [...writes, ...told]);
      }),
    );
  while (!(await ledger.close(eraseSome())));
}
