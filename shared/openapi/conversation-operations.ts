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
      'Only conversations whose last message is by this author. `customer` finds the conversations in which nobody has answered the customer’s last message.',
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
      'Lists live conversations. By default, the conversation with the latest message comes first. With `order=goes_first`, the conversation that expires next comes first. Then `after` cannot be used, and `newest_cursor` is null.',
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
      'Lists the live messages of the conversation. By default, the list begins with the first message. For an unknown conversation the list is empty.',
    tags,
    scope: 'chat_messages:read',
    parameters: [
      conversationId,
      ...pageParameters,
      orderParameter(
        '`oldest_first` begins with the first message, `newest_first` with the last.',
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
      'Gives the same fields as the list of conversations, and the links between the conversation and a person. A link contains the kind of identifier, and when the link was set and expires. If the identifier is the email of a customer, the link contains the customer’s id. The answer never contains the identifier, because Mayfly stores only its hash.',
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
      'The id is a keyed hash of `conversation_external_id`. Every record that you send with this `conversation_external_id` gets this id as its `conversation_id`. You can use the id in URLs. Mayfly does not look for the conversation, so it may not exist yet. If you send a variable with the same text in `instance_external_id`, this id also becomes its `instance_id`.',
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
      'Deletes the messages of the conversation, its entry in the list of conversations, and its links to a person. The answer is sent when all of them are deleted. The data keys of the messages may also encrypt other messages. So these keys stay until an hour after the end of their buckets (periods of expiry). Restricted messages and records of other categories stay. If there are restricted messages, the link to a person stays too, so that an erasure of this person finds them. You may repeat the request: for a missing conversation the answer is the same.',
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
      'If the person is erased later, Mayfly finds the conversation by this link. Mayfly stores only a keyed hash of the identifier, and no answer contains the identifier. The link is deleted with the conversation, when the category of chat messages is erased, and when the only remaining message of the conversation is deleted by hand. If restricted messages of the conversation remain, the link stays until it expires or is erased.',
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
        description: 'The conversation already had a live link with this kind of identifier.',
        content: subjectSet,
      },
      '201': {
        description: 'The conversation had no live link with this kind of identifier.',
        content: subjectSet,
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'category-off', 'record-not-found', 'keys-unavailable'],
  },
};

/** The operations on conversations. Chat messages also have the operations of every category. */
export const conversationOperations: readonly RouteDraft[] = [
  listConversations,
  identifyConversation,
  describeConversation,
  readConversation,
  deleteConversation,
  setSubject,
];
