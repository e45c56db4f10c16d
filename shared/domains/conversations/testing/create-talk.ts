import { microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { createRecords } from '#shared/records/create-records.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { createHeadWriter } from '../head-writer.ts';
import { listConversations } from '../list-conversations.ts';
import { readConversation } from '../read-conversation.ts';

export const message = (conversation: string, text: string) => ({
  conversation_id: conversation,
  author: 'customer',
  text,
});

/**
 * Creates a tenant in memory that stores messages. Each call of `say` happens one second after the
 * previous one.
 */
export function createTalk() {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const writer = createHeadWriter();

  async function say(
    conversation: string,
    texts: readonly string[],
    by: { readonly ctx?: Context; readonly writer?: typeof writer } = {},
  ): Promise<readonly ClearRecord[]> {
    const who = by.ctx ?? ctx;
    fixture.clock.now += microsPerSecond;
    const body = texts.map((text) => message(conversation, text));
    const companions = (by.writer ?? writer)(who);
    return (await createRecords(who, { category: chatMessages, body, companions })).records;
  }

  async function textsOf(conversationId: string): Promise<unknown[]> {
    const found = await readConversation(ctx, { conversationId, page: { limit: 200 } });
    return found.items.map(({ fields }) => fields['text']);
  }

  const conversations = async (who: Context = ctx) =>
    (await listConversations(who, { page: { limit: 50 } })).items;
  return { fixture, ctx, writer, say, conversations, textsOf };
}
