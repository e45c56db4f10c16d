import { channelNameOf } from './channel-name.ts';
import type { AgentsStoreOptions } from './options.ts';
import type { User } from './state-key.ts';

const namedMax = 10_000;

/** Says whom a conversation is with, so that erasing the person finds what is stored in it. */
export type NameSubject = {
  /** Where the conversation may be new, or was erased. */
  readonly again: (conversationId: string, user: User) => Promise<void>;
  /** Only where this process has not said it yet: the conversation may have begun before anybody spoke. */
  readonly once: (conversationId: string, user: User) => Promise<void>;
};

/** Makes {@link NameSubject}: a person is found by the id that the channel gives them. */
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
