import type { TranscriptStore } from '@microsoft/agents-hosting';
import { conversationOf, userOf } from './activity.ts';
import { fromMessage, toMessage } from './activity-message.ts';
import { channelNameOf } from './channel-name.ts';
import { type ConversationIds, conversationName, idInChannel } from './conversation-names.ts';
import type { NameSubject } from './name-subject.ts';
import type { AgentsStoreOptions } from './options.ts';
import { replaceActivity } from './replace-activity.ts';

const pageMax = 200;
/**
 * The number of conversations on a page of the list. For each conversation, the list needs one more
 * request, which reads the conversation's name.
 */
const transcriptsMax = 30;

function require(name: string, value: string | undefined): asserts value is string {
  if (!value) throw new Error(`${name} is required`);
}

const withToken = (cursor: string | null) => (cursor === null ? {} : { continuationToken: cursor });

/**
 * Stores each transcript as a conversation of chat messages. Before it stores a message of a user,
 * it tells Mayfly who the user of the conversation is. So an erasure of the person finds the
 * conversation. A group conversation belongs to no user. Each message expires separately.
 * @throws Error for a missing argument, MayflyProblem
 */
export function createTranscriptStore(
  options: AgentsStoreOptions,
  { idOf, nameSubject }: { readonly idOf: ConversationIds; readonly nameSubject: NameSubject },
): TranscriptStore {
  const { mayfly, toActivity = (stored: object) => stored } = options;
  type Activities = Awaited<ReturnType<TranscriptStore['getTranscriptActivities']>>['items'];

  async function readName(conversationId: string): Promise<string> {
    const { items } = await mayfly.conversations.messages(conversationId, { limit: 1 });
    return items[0]?.conversation_external_id ?? '';
  }

  return {
    async logActivity(activity) {
      if (!activity) throw new Error('an activity is required');
      const conversation = conversationOf(activity);
      const { channelId } = conversation;
      const name = conversationName(conversation);
      if (activity.type === 'messageUpdate' || activity.type === 'messageDelete')
        return replaceActivity(mayfly, await idOf(name), activity);
      const user = activity.from?.role === 'user' ? userOf(activity) : undefined;
      if (user !== undefined) await nameSubject.again(name, { channelId, id: user });
      await mayfly.chatMessages.create(toMessage(activity, conversation));
    },

    async getTranscriptActivities(channelId, conversationId, continuationToken, startDate) {
      require('channelId', channelId);
      require('conversationId', conversationId);
      const name = conversationName({ channelId, id: conversationId });
      const page = await mayfly.conversations.messages(await idOf(name), {
        limit: pageMax,
        ...(continuationToken && { cursor: continuationToken }),
      });
      const from = startDate?.getTime() ?? Number.NEGATIVE_INFINITY;
      const found = page.items.map(fromMessage).filter((activity) => activity !== undefined);
      const items = found
        .filter(({ timestamp }) => !(timestamp instanceof Date) || timestamp.getTime() >= from)
        .map(toActivity) as Activities;
      return { items, ...withToken(page.next_cursor) };
    },

    async listTranscripts(channelId, continuationToken) {
      require('channelId', channelId);
      const page = await mayfly.conversations.list({
        experience_id: channelNameOf(channelId),
        limit: transcriptsMax,
        ...(continuationToken && { cursor: continuationToken }),
      });
      const read = page.items.map(async ({ id: conversationId, first_at }) => {
        // Several channels may have the same name in Mayfly, so the list compares the channel too.
        const id = idInChannel(channelId, await readName(conversationId));
        return id === undefined ? [] : [{ channelId, id, created: new Date(first_at) }];
      });
      return { items: (await Promise.all(read)).flat(), ...withToken(page.next_cursor) };
    },

    async deleteTranscript(channelId, conversationId) {
      require('channelId', channelId);
      require('conversationId', conversationId);
      const name = conversationName({ channelId, id: conversationId });
      await mayfly.conversations.delete(await idOf(name));
    },
  };
}
