import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { Context } from '#shared/records/context.ts';
import { eraseSomeOf } from './erase-conversations.ts';

/**
 * Deletes a conversation before it resolves: its messages, its head and its subject. Records of
 * other categories that belong to the conversation stay. {@link eraseSomeOf} does the work.
 * @throws Problem `scope-missing`, `record-not-found` for what is no conversation's id,
 * `contention`
 */
export async function deleteConversation(
  ctx: Context,
  input: { readonly conversationId: string },
): Promise<void> {
  const right = rightTo(`${chatMessages.id}:delete`);
  right(ctx);
  const { conversationId } = input;
  if (!plainId.safeParse(conversationId).success) throw new Problem('record-not-found');
  while (
    !(await retryChecked(ctx, right, (now) => eraseSomeOf(now, [conversationId], now.commit)))
  );
}
