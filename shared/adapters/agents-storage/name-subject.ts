import { channelNameOf } from './channel-name.ts';
import type { AgentsStoreOptions } from './options.ts';
import type { User } from './state-key.ts';

const namedMax = 10_000;

/**
 * Stores the user of a conversation in Mayfly, so that an erasure of the person finds its content.
 */
export type NameSubject = {
  /** For a conversation that may be new, or that was erased. */
  readonly again: (conversationId: string, user: User) => Promise<void>;
  /**
   * Stores the user only if this process has not done this yet. The conversation may have begun
   * before its user sent a message.
   */
  readonly once: (conversationId: string, user: User) => Promise<void>;
};

/** Creates {@link NameSubject}. It identifies a person by their id in the channel. */
export function createNameSubject({ mayfly }: AgentsStoreOptions): NameSubject {
  const named = new Set<string>();
  const again: NameSubject['again'] = async (conversationId, { channelId, id }) => {
    const subject = { external_id: id, channel: channelNameOf(channelId) };
    await mayfly.conversations.setSubject(conversationId, subject);
    if (named.size >= namedMax) named.clear();
    named.add(conversationId);
  };
  return {
    again,
    once: async (conversationId, user) => {
      if (!named.has(conversationId)) await again(conversationId, user);
    },
  };
}
