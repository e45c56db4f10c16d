import { channelNameOf } from './channel-name.ts';
import type { ConversationIds } from './conversation-ids.ts';
import type { MetUsers } from './met-users.ts';
import { readStateKey, type User } from './state-key.ts';

/** The messenger session that stores the state of a key. Each key has one. */
export type StatePlace = {
  readonly channel: string;
  /** The key itself. Mayfly encrypts it, and only bodies of requests contain it. */
  readonly external_id: string;
  readonly conversation_id: string;
  /** The person to whom the state belongs, if it belongs to only one person. */
  readonly user: User | undefined;
};

/**
 * Finds the session of a key. The state of a conversation has the same conversation id as its
 * transcript.
 */
export async function placeOf(
  key: string,
  { ids, met, channel }: { ids: ConversationIds; met: MetUsers; channel: string },
): Promise<StatePlace> {
  const read = readStateKey(key);
  const at = { external_id: key };
  if (read.of === 'nobody')
    return { ...at, channel, conversation_id: await ids('key', key), user: undefined };
  if (read.of === 'conversation') {
    const found = read.readings.find(met.hasMetConversation) ?? read.readings.at(-1);
    if (found === undefined) throw new Error('a key has a reading');
    const conversation_id = await ids('conversation', found.channelId, found.id);
    const user = met.userIn(found);
    return { ...at, channel: channelNameOf(found.channelId), conversation_id, user };
  }
  const user = read.readings.find(met.hasMetUser) ?? read.readings.at(-1);
  if (user === undefined) throw new Error('a key has a reading');
  const conversation_id = await ids('user', user.channelId, user.id);
  return { ...at, channel: channelNameOf(user.channelId), conversation_id, user };
}
