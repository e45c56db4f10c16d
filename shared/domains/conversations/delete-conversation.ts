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
import { subjectDeletions } from './subject-deletions.ts';

/**
 * Deletes a conversation: its messages, its head and its subject. Resolves when all of these are
 * deleted. Restricted messages, and the conversation's records in other categories, are not
 * deleted. The subject stays while a restricted message is stored, see {@link subjectDeletions}.
 * {@link eraseSomeOf} deletes the messages and the head.
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
    retryChecked(ctx, right, async (now) => {
      // While the messages are read, a message may be restricted, or a restriction may be lifted.
      // So the restricted messages are read before and after the other messages.
      const before = await subjectDeletions(now, conversationId);
      return eraseSomeOf(now, ids, async (writes, messages, isLast) => {
        // The last commit deletes the subject. Until then the subject leads to the other messages.
        const isAlone = isLast && before.length > 0;
        const said = isAlone ? await subjectDeletions(now, conversationId) : [];
        // If the entry in the ledger contains the head, a restore deletes the subject too.
        const heads = said.length === 0 ? [] : ids;
        const rule = categoryRuleOf(now, chatMessages);
        const live = messages.filter((message) => isLive(message, rule));
        const told = await deletionNotices(now, chatMessages, live);
        const deed = deedOf(ctx.tenant, heads, messages);
        return ledger.commit(now, deed, [...said, ...writes, ...told]);
      });
    });
  while (!(await ledger.close(eraseSome())));
}
