import type { TurnContext } from '@microsoft/agents-hosting';

/** What a channel and an agent send each other. */
export type Activity = TurnContext['activity'];

/** A channel's name for a conversation. */
export type Conversation = { readonly channelId: string; readonly id: string };

/** The conversation of an activity. @throws Error when it names none */
export function conversationOf(activity: Activity): Conversation {
  const [channelId, id] = [activity.channelId, activity.conversation?.id];
  if (!channelId) throw new Error('the activity names no channel');
  if (!id) throw new Error('the activity names no conversation');
  return { channelId, id };
}

/** The only user of the activity's conversation; undefined in a group, and for what an agent has sent. */
export function userOf(activity: Activity): string | undefined {
  const { from, conversation } = activity;
  const isByUser = from?.role === undefined || from.role === 'user';
  return isByUser && conversation?.isGroup !== true && from?.id ? from.id : undefined;
}
