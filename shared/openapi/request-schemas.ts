import * as z from 'zod';
import { authorities } from '#shared/subjects/requests/letters/authorities.ts';
import { letterKinds } from '#shared/subjects/requests/letters/write-letters.ts';
import {
  completionResults,
  extensionReasons,
  identityDoubts,
  identityMethods,
  refusalGrounds,
  requestKinds,
  requestStates,
  requestWays,
} from '#shared/subjects/requests/vocabulary.ts';
import { identifierFields } from '#shared/subjects/sought.ts';
import { closed } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';

const listOf = (items: JsonSchema, maxItems: number): JsonSchema => ({
  type: 'array',
  maxItems,
  items,
});
const oneOf = (values: readonly string[]): JsonSchema => ({ type: 'string', enum: [...values] });
const orNull = (schema: JsonSchema): JsonSchema => ({ oneOf: [schema, { type: 'null' }] });
const day: JsonSchema = { type: 'string', format: 'date' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const text: JsonSchema = { type: 'string' };

export const kind = oneOf(Object.keys(requestKinds));
export const state = oneOf(requestStates);
const method: JsonSchema = {
  ...oneOf(identityMethods),
  description: 'How the person proves their identity. A copy of an identity card is not allowed.',
};
const ground = oneOf(refusalGrounds);
const authority: JsonSchema = {
  ...oneOf(Object.keys(authorities)),
  description: 'The supervisory authority that the letter names: a country, or a state of Germany.',
};
const plainId = schemaRef('PlainId');

const identifiers = Object.fromEntries(
  Object.entries(identifierFields).map(([name, schema]) => [
    name,
    jsonSchemaOf(z.nonoptional(schema), 'input'),
  ]),
);
const details: JsonSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 4_000,
  description: 'What the person asks for, in their own words.',
};
const asked = {
  kind,
  came_by: oneOf(requestWays),
  received: {
    ...day,
    description:
      'The day on which the request arrived, in the tenant’s time zone. By default today.',
  },
};

const summary = {
  id: schemaRef('RecordId'),
  created_at: schemaRef('Timestamp'),
  expires_at: {
    ...schemaRef('Timestamp'),
    description:
      'The end of the third year after the year in which the request was closed. For an open request, the end of the fourth year after the year in which it was received.',
  },
  kind,
  came_by: oneOf(requestWays),
  state,
  received: day,
  due: { ...orNull(day), description: 'The due day. Null while the deadline waits.' },
  in_time_until: {
    ...orNull(day),
    description:
      'The due day. If it is a Saturday or Sunday, the next Monday. Null while the deadline waits.',
  },
  days_left: {
    type: ['integer', 'null'],
    description:
      'The number of days until the due day. It is negative after the due day, and null if no deadline runs.',
  },
  extension: orNull(
    closed({ months: count, reasons: listOf(oneOf(extensionReasons), 2), told_on: day }),
  ),
  identity: closed({
    state: oneOf(['not_asked', 'asked', 'confirmed', 'not_confirmed']),
    doubt: orNull(oneOf(identityDoubts)),
    method: orNull(method),
    asked_on: orNull(day),
    settled_on: orNull(day),
    suspended_days: count,
  }),
  closed: orNull(
    closed({
      on: orNull(day),
      in_time: { type: ['boolean', 'null'] },
      result: orNull(oneOf(completionResults)),
      ground: orNull(ground),
      authority: orNull(authority),
      erasure_id: orNull(plainId),
      archive_id: orNull(plainId),
    }),
  ),
};

const written = closed({ subject: text, text });

/** The schemas of requests of persons. */
export const requestSchemas: { readonly [name: string]: JsonSchema } = {
  EndingRestrictions: closed({
    within_days: { type: 'integer', minimum: 1 },
    items: {
      type: 'array',
      items: closed({ category: { type: 'string' }, count: { type: 'integer', minimum: 1 } }),
    },
  }),
  NewPersonRequest: {
    type: 'object',
    properties: { ...asked, ...identifiers, details },
    required: ['kind', 'came_by'],
    additionalProperties: false,
    anyOf: Object.keys(identifiers)
      .filter((name) => name !== 'channel')
      .map((name) => ({ required: [name] })),
  },
  PersonRequestSummary: closed(
    summary,
    'A request of a person, without the person’s data and without letters.',
  ),
  PersonRequest: closed(
    {
      ...summary,
      person: {
        ...orNull({
          type: 'object',
          properties: Object.fromEntries(
            [...Object.keys(identifiers), 'details'].map((name) => [name, text]),
          ),
        }),
        description:
          'The person’s identifiers and wishes. Null when the request is closed or the person is erased.',
      },
      letters: {
        ...listOf(closed({ letter: oneOf(letterKinds), de: written, en: written }), 4),
        description: 'The letters that you can copy and send to the person.',
      },
    },
    'A request of a person.',
  ),
  PersonRequestPage: closed({
    items: listOf(schemaRef('PersonRequestSummary'), 200),
    next_cursor: orNull(schemaRef('Cursor')),
  }),
  RequestExtension: {
    type: 'object',
    properties: {
      months: { type: 'integer', minimum: 1, maximum: 2 },
      reasons: { ...listOf(oneOf(extensionReasons), 2), minItems: 1 },
    },
    required: ['months', 'reasons'],
    additionalProperties: false,
  },
  RequestIdentity: {
    oneOf: [
      {
        type: 'object',
        properties: { doubt: oneOf(identityDoubts), method },
        required: ['doubt', 'method'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: { confirmed: { type: 'boolean' } },
        required: ['confirmed'],
        additionalProperties: false,
      },
    ],
  },
  RequestRefusal: {
    type: 'object',
    properties: { ground, authority },
    required: ['ground', 'authority'],
    additionalProperties: false,
  },
  RequestCompletion: {
    type: 'object',
    properties: {
      result: oneOf(completionResults),
      erasure_id: {
        ...plainId,
        description:
          'The id of the erasure that was made for the request. The erasure must be complete.',
      },
      archive_id: {
        ...plainId,
        description:
          'The id of the archive for the request, from the header `Mayfly-Archive-Id` of the archive’s answer.',
      },
    },
    required: ['result'],
    additionalProperties: false,
  },
};
