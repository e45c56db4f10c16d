import type { MayflyClient } from '#shared/client/create-mayfly-client.ts';
import type { Conversation } from './activity.ts';
import type { User } from './state-key.ts';

const idsMax = 10_000;

/**
 * The name of a conversation. Mayfly stores it encrypted, and makes the conversation's id from it
 * with a keyed hash.
 */
export function conversationName({ channelId, id }: Conversation): string {
  return `${encodeURIComponent(channelId)}/conversations/${id}`;
}

/** The state of a user has a conversation of its own in Mayfly, with this name. */
export function userName({ channelId, id }: User): string {
  return `${encodeURIComponent(channelId)}/users/${id}`;
}

/** Returns Mayfly's id of the conversation with this name. */
export type ConversationIds = (name: string) => Promise<string>;

/** Asks Mayfly only once for each id, and caches up to 10,000 of them in the process. */
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
