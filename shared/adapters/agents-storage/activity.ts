import type { TurnContext } from '@microsoft/agents-hosting';

/** A message or event between a channel and an agent. */
export type Activity = TurnContext['activity'];

/** A conversation: the name of its channel, and its id in this channel. */
export type Conversation = { readonly channelId: string; readonly id: string };

/**
 * The properties that this store reads from a copied activity. The runtime's logger copies
 * properties but no accessors (getters), so a copy has no `channelId`.
 */
type Copied = {
  readonly _channelId?: string;
  readonly entities?: readonly { readonly type?: string; readonly id?: unknown }[];
};

/**
 * The channel of an activity or of its copy. The name of a channel may have a second part after a
 * colon. In a copy this part is in an entity, and this function adds it to the name.
 */
function channelIdOf(activity: Activity): string | undefined {
  if (activity.channelId) return activity.channelId;
  const { _channelId: channel, entities } = activity as unknown as Copied;
  const part = entities?.find(({ type }) => type === 'ProductInfo')?.id;
  return channel && typeof part === 'string' ? `${channel}:${part}` : channel;
}

/** The conversation of an activity. @throws Error if it names no channel or no conversation */
export function conversationOf(activity: Activity): Conversation {
  const [channelId, id] = [channelIdOf(activity), activity.conversation?.id];
  if (!channelId) throw new Error('the activity names no channel');
  if (!id) throw new Error('the activity names no conversation');
  return { channelId, id };
}

/**
 * The user who sent the activity, if the conversation has no other users. Undefined in a group, and
 * if an agent sent the activity.
 */
export function userOf(activity: Activity): string | undefined {
  const { from, conversation } = activity;
  const isByUser = from?.role === undefined || from.role === 'user';
  return isByUser && conversation?.isGroup !== true && from?.id ? from.id : undefined;
}
