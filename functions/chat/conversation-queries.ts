import { chatMessages } from '#shared/categories/chat-messages.ts';
import {
  type ConversationsInput,
  conversationOrders,
} from '#shared/domains/conversations/list-conversations.ts';
import { readingOrders } from '#shared/domains/conversations/read-conversation.ts';
import {
  fail,
  oneOf,
  pageParameters,
  type Query,
  readParameters,
  readValues,
  toPage,
} from '#shared/http/read/read-query.ts';
import { pointInTime, textOf } from '#shared/http/read/readings.ts';
import type { PageRequest } from '#shared/records/page.ts';
import type { Filter } from '#shared/store/store.ts';

const narrowing = {
  experience_id: textOf(chatMessages.fields.experience_id.schema),
  last_author: oneOf(chatMessages.fields.author.schema.options),
  last_after: pointInTime,
  last_before: pointInTime,
};
const listReadings = { ...narrowing, order: oneOf(conversationOrders) };
const listNames = [...pageParameters, ...Object.keys(listReadings)];

const comparisons = {
  experience_id: ['experience_id', '=='],
  last_author: ['last_author', '=='],
  last_after: ['last_at', '>'],
  last_before: ['last_at', '<'],
} as const satisfies { readonly [name in keyof typeof narrowing]: readonly [string, Filter['op']] };

/**
 * The query for a page of conversations. It can filter by the last message and by the experience.
 * The conversation with the latest message comes first, or the one that expires next.
 */
export const conversationsQuery: Query<ConversationsInput> = {
  parameters: listNames,
  read(c) {
    const parameters = readParameters(c, listNames);
    const { order, ...values } = readValues(parameters, listReadings);
    if (order === 'goes_first' && parameters.has('after')) fail('after', 'not with goes_first');
    const filters = Object.entries(comparisons).flatMap(([name, [field, op]]): Filter[] => {
      const value = values[name as keyof typeof narrowing];
      return value === undefined ? [] : [{ field, op, value }];
    });
    return { filters, order, page: toPage(parameters) };
  },
};

const readingNames = [...pageParameters, 'order'];

/**
 * The query for a page of a conversation's messages. The oldest or the newest message comes first.
 */
export const messagesQuery: Query<{
  readonly order: (typeof readingOrders)[number] | undefined;
  readonly page: PageRequest;
}> = {
  parameters: readingNames,
  read(c) {
    const parameters = readParameters(c, readingNames);
    const { order } = readValues(parameters, { order: oneOf(readingOrders) });
    return { order, page: toPage(parameters) };
  },
};
