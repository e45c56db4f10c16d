import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { keysMax, keysSchema, uniqueSchema } from '#shared/records/lookup-record.ts';
import { categoryExamples } from './category-examples.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type Content, type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const { channel, external_id } = categoryExamples[messengerSessions.id]?.sent ?? {};
const key = { channel, external_id };

const oneOf = (...names: readonly string[]): JsonSchema => ({ oneOf: names.map(schemaRef) });

/** Content with a second example, of several records. */
function withMany(content: Content, summary: string, value: unknown): Content {
  const [[type, only] = ['', { schema: {} }]] = Object.entries(content);
  return { [type]: { ...only, examples: { ...only.examples, many: { summary, value } } } };
}

const lookup: RouteDraft = {
  method: 'post',
  path: `/v1/${messengerSessions.path}/lookup`,
  operation: {
    operationId: 'lookupMessengerSession',
    tagged: true,
    summary: 'Find the session of a channel’s customer',
    description:
      'The live session with that channel and external ID: two reads, and no hash that takes its time, so it is made for every message. The ID stands in the body, so that no log of URLs holds it. With `items` up to 100 are looked up at once: the answer has those that are there, each with its `etag`, and the keys for which there is none. No bcrypt hash bounds it.',
    tags: [messengerSessions.title.en],
    scope: `${messengerSessions.id}:read`,
    requestBody: {
      required: true,
      content: withMany(
        jsonContent(oneOf('SessionLookup', 'SessionKeys'), 'A customer', key),
        'Several customers',
        { items: [key] },
      ),
    },
    responses: {
      '200': {
        description: 'The session.',
        content: jsonContent(
          oneOf('MessengerSessions', 'SessionsFound'),
          'A session',
          recordExample(messengerSessions),
        ),
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'record-not-found', 'keys-unavailable'],
  },
};

/** The operation on messenger sessions, in addition to the generic ones. */
export const sessionOperations: readonly RouteDraft[] = [lookup];

export const sessionSchemas: { readonly [name: string]: JsonSchema } = {
  SessionLookup: jsonSchemaOf(uniqueSchema(messengerSessions), 'input'),
  SessionKeys: jsonSchemaOf(keysSchema(messengerSessions), 'input'),
  SessionsFound: {
    type: 'object',
    properties: {
      items: {
        type: 'array',
        maxItems: keysMax,
        description: 'The sessions that are there, in the order of the request.',
        items: {
          allOf: [schemaRef('MessengerSessions')],
          properties: {
            etag: { type: 'string', description: 'The entity tag of the session, for `If-Match`.' },
          },
        },
      },
      not_found: {
        type: 'array',
        maxItems: keysMax,
        description: 'The keys for which there is no session, as they were sent.',
        items: schemaRef('SessionLookup'),
      },
    },
    required: ['items', 'not_found'],
  },
  SessionsDeleted: {
    type: 'object',
    properties: {
      deleted: {
        type: 'array',
        maxItems: keysMax,
        description: 'The ids of the sessions that are gone by this request.',
        items: schemaRef('RecordId'),
      },
      not_found: {
        type: 'array',
        maxItems: keysMax,
        description: 'The keys for which there was no session, as they were sent.',
        items: schemaRef('SessionLookup'),
      },
    },
    required: ['deleted', 'not_found'],
  },
};
