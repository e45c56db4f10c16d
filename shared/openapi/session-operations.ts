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

/** Adds an example with several records to the description of a body. */
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
    summary: 'Find the session of a customer on a channel',
    description:
      'Finds the live session with a `channel` and an `external_id`. It costs two reads and no bcrypt hash, so it is fast enough for every message. The `external_id` is in the body, because logs contain URLs. With `items` you can look up 100 sessions in one request. Then the answer contains the sessions that exist, each with its `etag`. It also lists each pair of `channel` and `external_id` that has no session.',
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
        description: 'The session. If the request sent `items`: the found sessions.',
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

/** The operation that only messenger sessions have. */
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
        description: 'The sessions that exist, in the order in which the request names them.',
        items: {
          allOf: [schemaRef('MessengerSessions')],
          properties: {
            etag: {
              type: 'string',
              description: 'The present tag of the session. Send it in `If-Match`.',
            },
          },
        },
      },
      not_found: {
        type: 'array',
        maxItems: keysMax,
        description: 'The pairs of the request for which there is no session.',
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
        description: 'The ids of the sessions that this request deleted.',
        items: schemaRef('RecordId'),
      },
      not_found: {
        type: 'array',
        maxItems: keysMax,
        description: 'The pairs of the request for which there is no session.',
        items: schemaRef('SessionLookup'),
      },
    },
    required: ['deleted', 'not_found'],
  },
};
