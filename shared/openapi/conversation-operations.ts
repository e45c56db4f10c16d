import { chatMessages } from '#shared/categories/chat-messages.ts';
import { conversationOrders } from '#shared/domains/conversations/list-conversations.ts';
import { readingOrders } from '#shared/domains/conversations/read-conversation.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { fieldParameters, pageParameters, parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleCursor, exampleId, recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = ['Conversations'] as const;
const conversationId = parameterRef('ConversationId');

const message = recordExample(chatMessages);
const [at, expiry] = ['2026-11-23T09:30:00.000Z', '2026-11-30T09:30:00.000Z'];
const cursors = { next_cursor: null, newest_cursor: exampleCursor };

const conversation = {
  id: 'conv-7f3a',
  first_at: '2026-11-23T09:12:41.308Z',
  last_at: at,
  expires_at: expiry,
  messages: 4,
  experience_id: 'blumen-beratung',
  last_message: { id: exampleId, author: 'customer', preview: message?.['text'] },
};

const { experience_id, author } = chatMessages.fields;

const narrowing: readonly Parameter[] = [
  ...fieldParameters('experience_id', experience_id),
  {
    name: 'last_author',
    in: 'query',
    description:
      'Only conversations whose last message is by this author. With `customer` the list has the conversations without an answer.',
    schema: jsonSchemaOf(author.schema, 'input'),
  },
  {
    name: 'last_after',
    in: 'query',
    description: 'Only conversations whose last message came after this time.',
    schema: schemaRef('Timestamp'),
  },
  {
    name: 'last_before',
    in: 'query',
    description: 'Only conversations whose last message came before this time.',
    schema: schemaRef('Timestamp'),
  },
];

const orderParameter = (description: string, orders: readonly string[]): Parameter => ({
  name: 'order',
  in: 'query',
  description,
  schema: { type: 'string', enum: orders, default: orders[0] },
});

const listConversations: RouteDraft = {
  method: 'get',
  path: '/v1/conversations',
  operation: {
    operationId: 'listConversations',
    summary: 'List conversations',
    description:
      'Live conversations. By default, the conversation with the latest message comes first. In the order by expiry, the conversation that expires next comes first. This order has no `after`, and its `newest_cursor` is null.',
    tags,
    scope: 'chat_messages:read',
    parameters: [
      ...pageParameters,
      ...narrowing,
      orderParameter('The order: by the last message or by the expiry.', conversationOrders),
    ],
    responses: {
      '200': {
        description: 'A page of conversations.',
        content: jsonContent(schemaRef('ConversationPage'), 'A page', {
          items: [conversation],
          ...cursors,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid', 'keys-unavailable'],
  },
};

const readConversation: RouteDraft = {
  method: 'get',
  path: '/v1/conversations/{id}/messages',
  operation: {
    operationId: 'readConversation',
    summary: 'Read a conversation',
    description:
      'The live messages of the conversation, beginning with the first or with the last message. For an unknown conversation the list is empty.',
    tags,
    scope: 'chat_messages:read',
    parameters: [
      conversationId,
      ...pageParameters,
      orderParameter(
        'Whether the list begins with the first or with the last message.',
        readingOrders,
      ),
    ],
    responses: {
      '200': {
        description: 'A page of messages.',
        content: jsonContent(schemaRef('ChatMessagesPage'), 'A page', {
          items: [message],
          ...cursors,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid', 'record-not-found', 'keys-unavailable'],
  },
};

const describeConversation: RouteDraft = {
  method: 'get',
  path: '/v1/conversations/{id}',
  operation: {
    operationId: 'describeConversation',
    summary: 'See what is known about a conversation',
    description:
      'Gives the conversation as the list shows it, and its links to a person: the kind of identifier, the times, and the id of the customer if there is one. It never gives the value of the identifier, because Mayfly stores only a hash of it.',
    tags,
    scope: 'chat_messages:read',
    parameters: [conversationId],
    responses: {
      '200': {
        description: 'The conversation.',
        content: jsonContent(schemaRef('ConversationFacts'), 'A conversation', {
          ...conversation,
          said_to_be_with: [
            {
              kind: 'email',
              said_at: at,
              expires_at: '2027-01-22T09:30:00.000Z',
              customer_id: exampleId,
            },
          ],
        }),
      },
    },
    fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
  },
};

const identifyConversation: RouteDraft = {
  method: 'post',
  path: '/v1/conversations/identify',
  operation: {
    operationId: 'identifyConversation',
    summary: 'Get Mayfly’s id for a conversation of another system',
    description:
      'The id is a keyed hash of `conversation_external_id`. It is the `conversation_id` of every record that was sent with this `conversation_external_id`, and you can use it in URLs. Nothing is read: the conversation may not exist yet. If a variable is sent with the same text in `instance_external_id`, its `instance_id` is the same id.',
    tags,
    scope: 'chat_messages:read',
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('ConversationExternal'), 'A conversation in WhatsApp', {
        conversation_external_id: '+49 30 23125 014',
      }),
    },
    responses: {
      '200': {
        description: 'The id.',
        content: jsonContent(schemaRef('ConversationIdentified'), 'An id', {
          conversation_id: `x-${'3f7a'.repeat(10)}`,
        }),
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'keys-unavailable'],
  },
};

const deleteConversation: RouteDraft = {
  method: 'delete',
  path: '/v1/conversations/{id}',
  operation: {
    operationId: 'deleteConversation',
    summary: 'Delete a conversation',
    description:
      'Deletes the messages of the conversation and its link to a person before the answer is sent. Other records use the same data keys, so these keys stay until an hour after the end of their buckets (periods of expiry). You may repeat the request: a missing conversation counts as deleted. Records of other categories stay.',
    tags,
    scope: 'chat_messages:delete',
    parameters: [conversationId],
    responses: { '204': { description: 'Deleted.' } },
    fails: [...callerCodes, 'record-not-found', 'contention'],
  },
};

const subjectSet = jsonContent(schemaRef('SubjectSet'), 'The conversation', {
  conversation_id: 'conv-7f3a',
  expires_at: '2027-01-22T09:30:00.000Z',
});

const setSubject: RouteDraft = {
  method: 'put',
  path: '/v1/conversations/{id}/subject',
  operation: {
    operationId: 'setSubject',
    summary: 'Link a conversation to a person',
    description:
      'With this link, an erasure of the person finds the conversation. Mayfly stores only a keyed hash of the value, and no answer contains the value. The link is deleted when the conversation or the category is deleted, and when the last message is deleted by hand.',
    tags,
    scope: 'chat_messages:write',
    parameters: [conversationId],
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('Subject'), 'By email', {
        email: 'juergen.mueller@example.com',
      }),
    },
    responses: {
      '200': {
        description: 'The conversation already had a live link of this kind.',
        content: subjectSet,
      },
      '201': {
        description: 'The conversation had no live link of this kind.',
        content: subjectSet,
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'category-off', 'record-not-found', 'keys-unavailable'],
  },
};

/** The operations on chat messages, in addition to the generic ones. */
export const conversationOperations: readonly RouteDraft[] = [
  listConversations,
  identifyConversation,
  describeConversation,
  readConversation,
  deleteConversation,
  setSubject,
];
