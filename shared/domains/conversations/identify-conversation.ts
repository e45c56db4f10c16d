import * as z from 'zod';
import { requireRead } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { externalId } from '#shared/categories/field-schemas.ts';
import type { Context } from '#shared/records/context.ts';
import { conversationIdOf } from '#shared/records/identify-conversations.ts';

export const externalIdSchema = z.strictObject({ conversation_external_id: externalId });

/**
 * Returns the id of a conversation that another system identifies by a text. Callers can use this
 * id in URLs. The conversation is not read, and may not exist yet.
 * @throws Problem `scope-missing`, `validation-failed`
 */
export async function identifyConversation(
  ctx: Context,
  { body }: { readonly body: unknown },
): Promise<{ readonly conversation_id: string }> {
  requireRead(ctx.scopes, chatMessages.id);
  const { conversation_external_id: external } = parse(externalIdSchema, body);
  return { conversation_id: await conversationIdOf(ctx, external) };
}
