import type { MayflyClient } from '#shared/client/create-mayfly-client.ts';
import type { Conversation } from './activity.ts';
import type { User } from './state-key.ts';

const idsMax = 10_000;

/**
 * The name of a conversation in Mayfly. Mayfly stores this name encrypted. It calculates the
 * conversation's id from the name with a keyed hash.
 */
export function conversationName({ channelId, id }: Conversation): string {
  return `${encodeURIComponent(channelId)}/conversations/${id}`;
}

/**
 * Returns a conversation's id in the channel, from its name in Mayfly. Undefined if this is not the
 * name of a conversation in this channel.
 */
export function idInChannel(channelId: string, name: string): string | undefined {
  const beginning = conversationName({ channelId, id: '' });
  return name.startsWith(beginning) ? name.slice(beginning.length) : undefined;
}

/** The name of the conversation in Mayfly to which only the state of this user belongs. */
export function userName({ channelId, id }: User): string {
  return `${encodeURIComponent(channelId)}/users/${id}`;
}

/** Returns Mayfly's id of the conversation with this name. */
export type ConversationIds = (name: string) => Promise<string>;

/**
 * Asks Mayfly for an id only if the process has not cached it. A cache of 10,000 ids is emptied
 * before another id is added.
 */
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
