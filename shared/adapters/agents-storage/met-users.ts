import { type Activity, type Conversation, userOf } from './activity.ts';
import type { User } from './state-key.ts';

const metMax = 10_000;

/**
 * The users and conversations that occurred in activities of this process: the latest 10,000 of
 * each.
 */
export type MetUsers = {
  /** Remembers the conversation and the user of an activity. */
  readonly meet: (activity: Activity) => void;
  /**
   * The only user of a conversation. Undefined in a group, and if this process has seen no message
   * or invocation of the user.
   */
  readonly userIn: (conversation: Conversation) => User | undefined;
  readonly hasMetConversation: (conversation: Conversation) => boolean;
  readonly hasMetUser: (user: User) => boolean;
};

const named = ({ channelId, id }: Conversation | User) => JSON.stringify([channelId, id]);

/** Moves a key to the end, and drops the oldest key if the map has too many. */
function putLast<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > metMax && oldest !== undefined) map.delete(oldest);
}

/**
 * Remembers the users and the conversations of activities, and the only user of each conversation.
 */
export function createMetUsers(): MetUsers {
  const users = new Map<string, true>();
  const conversations = new Map<string, User | undefined>();
  return {
    meet(activity) {
      const { channelId, conversation, from } = activity;
      if (!channelId || !conversation?.id) return;
      if (from?.id) putLast(users, named({ channelId, id: from.id }), true);
      const place = named({ channelId, id: conversation.id });
      const id = userOf(activity);
      // Only the sender of a message or of an invocation is certainly the user. The sender of
      // another event may be the channel itself.
      const isSpoken = activity.type === 'message' || activity.type === 'invoke';
      const user = isSpoken && id !== undefined ? { channelId, id } : conversations.get(place);
      putLast(conversations, place, conversation.isGroup === true ? undefined : user);
    },
    userIn: (conversation) => conversations.get(named(conversation)),
    hasMetConversation: (conversation) => conversations.has(named(conversation)),
    hasMetUser: (user) => users.has(named(user)),
  };
}
