import { channelNameOf } from './channel-name.ts';
import { conversationName, userName } from './conversation-names.ts';
import type { MetUsers } from './met-users.ts';
import { readStateKey, type User } from './state-key.ts';

/** Describes the messenger session that stores the state of a key. Each key has one session. */
export type StatePlace = {
  readonly channel: string;
  /** The key of the runtime. Mayfly encrypts it, and no URL contains it. */
  readonly external_id: string;
  /** The name of the conversation. Mayfly makes the conversation's id from this name. */
  readonly conversation_external_id: string;
  /**
   * The person whose state this is. Undefined if the process does not know the user, and for the
   * state of a group or of nobody.
   */
  readonly user: User | undefined;
};

/**
 * Finds the messenger session of a key. In Mayfly, the state of a bot's conversation belongs to the
 * same conversation as its transcript.
 */
export function placeOf(
  key: string,
  { met, channel }: { readonly met: MetUsers; readonly channel: string },
): StatePlace {
  const read = readStateKey(key);
  const at = { external_id: key };
  if (read.of === 'nobody')
    return { ...at, channel, conversation_external_id: key, user: undefined };
  if (read.of === 'conversation') {
    const found = read.readings.find(met.hasMetConversation) ?? read.readings.at(-1);
    if (found === undefined) throw new Error('the key names no conversation');
    const name = { conversation_external_id: conversationName(found), user: met.userIn(found) };
    return { ...at, channel: channelNameOf(found.channelId), ...name };
  }
  const user = read.readings.find(met.hasMetUser) ?? read.readings.at(-1);
  if (user === undefined) throw new Error('the key names no user');
  const name = { conversation_external_id: userName(user), user };
  return { ...at, channel: channelNameOf(user.channelId), ...name };
}
