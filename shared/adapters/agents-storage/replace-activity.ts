import type { ChatMessages } from '#shared/client/category-shapes.ts';
import type { StoredRecord } from '#shared/client/category-types.ts';
import type { MayflyClient } from '#shared/client/create-mayfly-client.ts';
import { type Activity, conversationOf } from './activity.ts';
import { fromMessage, toMessage } from './activity-message.ts';

type Found = {
  readonly message: StoredRecord<ChatMessages>;
  readonly activity: Activity;
};

async function findActivity(
  mayfly: MayflyClient,
  conversationId: string,
  id: string | undefined,
): Promise<Found | undefined> {
  const newestFirst = { order: 'newest_first', limit: 200 } as const;
  for await (const message of mayfly.conversations.iterateMessages(conversationId, newestFirst)) {
    const activity = fromMessage(message) as Activity | undefined;
    if (activity !== undefined && activity.id === id) return { message, activity };
  }
  return undefined;
}

/** Combines the new content of an activity with the type and the times of the original. */
function updated(activity: Activity, original: Activity): Activity {
  const { type, timestamp, localTimestamp } = original;
  return {
    ...activity,
    type,
    ...(timestamp && { timestamp }),
    ...(localTimestamp && { localTimestamp }),
  } as Activity;
}

/**
 * Returns the activity that replaces a deleted activity. It has no content, and only shows that an
 * activity was deleted.
 */
function tombstone({ from, recipient, ...original }: Activity): Activity {
  const { id, locale, timestamp, channelId, conversation, serviceUrl, replyToId } = original;
  const stays = { id, locale, timestamp, channelId, conversation, serviceUrl, replyToId };
  return {
    type: 'messageDelete',
    ...Object.fromEntries(Object.entries(stays).filter(([, value]) => value !== undefined)),
    from: { id: 'deleted', role: from?.role },
    recipient: { id: 'deleted', role: recipient?.role },
  } as Activity;
}

/**
 * Carries out an activity that changes or deletes an earlier activity with the same id. If the
 * earlier activity is not stored, nothing happens. The new message is stored before the old message
 * is deleted. So no message is lost if the process ends between these two steps.
 */
export async function replaceActivity(
  mayfly: MayflyClient,
  conversationId: string,
  activity: Activity,
): Promise<void> {
  const found = await findActivity(mayfly, conversationId, activity.id);
  if (found === undefined) return;
  const isGone = activity.type === 'messageDelete';
  const next = isGone ? tombstone(found.activity) : updated(activity, found.activity);
  const { author } = found.message;
  const message = toMessage(next, conversationOf(activity));
  await mayfly.chatMessages.create({ ...message, author });
  await mayfly.chatMessages.delete(found.message.id);
}
