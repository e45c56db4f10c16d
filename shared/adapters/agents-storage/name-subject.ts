import { channelNameOf } from './channel-name.ts';
import type { ConversationIds } from './conversation-names.ts';
import type { AgentsStoreOptions } from './options.ts';
import type { User } from './state-key.ts';

const namedMax = 10_000;

/**
 * Tells Mayfly who the user of a conversation is, so that an erasure of this person finds the
 * content of the conversation.
 */
export type NameSubject = {
  /**
   * Stores the user in every call. Use it if the conversation may be new, or may have been erased.
   */
  readonly again: (conversation: string, user: User) => Promise<void>;
  /**
   * Stores the user only if this process has not stored a user of this conversation yet. Use it if
   * the conversation may already be stored without its user. This happens if the conversation began
   * before the user sent a message.
   */
  readonly once: (conversation: string, user: User) => Promise<void>;
};

/**
 * Creates {@link NameSubject}. Its functions take the name of a conversation in Mayfly, and the
 * user's id in the channel.
 */
export function createNameSubject(
  { mayfly }: AgentsStoreOptions,
  idOf: ConversationIds,
): NameSubject {
  const named = new Set<string>();
  const again: NameSubject['again'] = async (conversation, { channelId, id }) => {
    const subject = { external_id: id, channel: channelNameOf(channelId) };
    await mayfly.conversations.setSubject(await idOf(conversation), subject);
    if (named.size >= namedMax) named.clear();
    named.add(conversation);
  };
  return {
    again,
    once: async (conversation, user) => {
      if (!named.has(conversation)) await again(conversation, user);
    },
  };
}
