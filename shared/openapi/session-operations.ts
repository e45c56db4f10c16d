import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { uniqueSchema } from '#shared/records/lookup-record.ts';
import { categoryExamples } from './category-examples.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const { channel, external_id } = categoryExamples[messengerSessions.id]?.sent ?? {};

const lookup: RouteDraft = {
  method: 'post',
  path: `/v1/${messengerSessions.path}/lookup`,
  operation: {
    operationId: 'lookupMessengerSession',
    tagged: true,
    summary: 'Find the session of a channel’s customer',
    description:
      'The live session with that channel and external ID: two reads, and no hash that takes its time, so it is made for every message. The ID stands in the body, so that no log of URLs holds it.',
    tags: [messengerSessions.title.en],
    scope: `${messengerSessions.id}:read`,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('SessionLookup'), 'A customer', { channel, external_id }),
    },
    responses: {
      '200': {
        description: 'The session.',
        content: jsonContent(
          schemaRef('MessengerSessions'),
          'A session',
          recordExample(messengerSessions),
        ),
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'record-not-found', 'keys-unavailable'],
  },
};

/** What messenger sessions offer beyond the generic operations. */
export const sessionOperations: readonly RouteDraft[] = [lookup];

export const sessionSchemas: { readonly [name: string]: JsonSchema } = {
  SessionLookup: jsonSchemaOf(uniqueSchema(messengerSessions), 'input'),
};
