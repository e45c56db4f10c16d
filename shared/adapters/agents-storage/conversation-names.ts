import type { MayflyClient } from '#shared/client/create-mayfly-client.ts';
import type { Conversation } from './activity.ts';
import type { User } from './state-key.ts';

const idsMax = 10_000;

/** The name of a conversation, which Mayfly stores encrypted and turns into a keyed hash. */
export function conversationName({ channelId, id }: Conversation): string {
  return `${encodeURIComponent(channelId)}/conversations/${id}`;
}

/** The name of the conversation that has the state of a user. */
export function userName({ channelId, id }: User): string {
  return `${encodeURIComponent(channelId)}/users/${id}`;
}

/** Returns Mayfly's id of the conversation with this name. */
export type ConversationIds = (name: string) => Promise<string>;

/** Asks Mayfly for each id once in a process, and remembers up to 10,000 of them. */
export function createConversationIds({ conversations }: MayflyClient): ConversationIds {
  const ids = new Map<string, string>();
  return async (name) => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const id = await conversations.identify(name);
    if (ids.size >= idsMax) ids.clear();
    ids.set(name, id);
    return id;
  };
}
