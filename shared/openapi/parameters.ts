import type { Category, PlainField } from '#shared/categories/define-category.ts';
import { csvChoices } from '#shared/records/export-options.ts';
import { pageSizeDefault, pageSizeMax } from '#shared/records/page.ts';
import { filtersOfField, type ListFilter, listFilters } from '#shared/records/record-filters.ts';
import { tenantId } from '#shared/tenants/create-tenant.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type Parameter, type Reference, schemaRef } from './openapi-document.ts';
import { exampleCursor, exampleId } from './record-example.ts';

const idempotencyKey = { type: 'string', pattern: String.raw`^[\x21-\x7e]{1,255}$` } as const;

/** Parameters that many operations share. */
export const sharedParameters: { readonly [name: string]: Parameter } = {
  Limit: {
    name: 'limit',
    in: 'query',
    description: 'The answer contains at most this number of items.',
    schema: { type: 'integer', minimum: 1, maximum: pageSizeMax, default: pageSizeDefault },
  },
  Cursor: {
    name: 'cursor',
    in: 'query',
    description:
      'The `next_cursor` of the previous page. The request must have the same filters as that page.',
    schema: schemaRef('Cursor'),
  },
  After: {
    name: 'after',
    in: 'query',
    description:
      'The `newest_cursor` of an earlier answer. Then the list contains only newer items. Items from the last 25 seconds before the earlier answer may come again, so ignore the ids that you already know.',
    schema: schemaRef('Cursor'),
  },
  RecordId: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'The id of the record.',
    schema: schemaRef('RecordId'),
    example: exampleId,
  },
  ConversationId: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'The `conversation_id` of the conversation’s messages.',
    schema: schemaRef('PlainId'),
    example: 'conv-7f3a',
  },
  ExperienceId: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'The `experience_id` of the variables.',
    schema: schemaRef('PlainId'),
    example: 'blumen-beratung',
  },
  CsvFormat: {
    name: 'format',
    in: 'query',
    description:
      '`spreadsheet` changes values so that no spreadsheet reads them as a formula. `raw` is for programs: values are unchanged, and there is no byte order mark.',
    schema: { type: 'string', enum: csvChoices.format, default: csvChoices.format[0] },
  },
  CsvSeparator: {
    name: 'separator',
    in: 'query',
    description: 'What separates cells. German spreadsheets expect semicolons.',
    schema: { type: 'string', enum: csvChoices.separator, default: csvChoices.separator[0] },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes the request safe to repeat for 24 hours. A repeated request changes nothing. It gets the answer of the first request, with the records as they are now. Use a random UUID. If another body comes with the same key, the request is refused.',
    schema: idempotencyKey,
  },
  PassedOnIdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'If a request is repeated with the same token and the same key, Mayfly sends the data again. The message to the endpoint then has the same `webhook-id`, so the endpoint can recognise the repetition. Use a random UUID.',
    schema: idempotencyKey,
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description:
      'The `ETag` of an earlier answer. If the record has changed since that answer, the request changes nothing (412). You may also send a list of tags, or `*`, which allows any state of the record. A weak tag never matches.',
    schema: { type: 'string' },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description:
      'With `*`, the request changes nothing (412) if the record exists. With a list of tags, it changes nothing (412) if the record’s present tag is in the list.',
    schema: { type: 'string' },
  },
  MayflyTenant: {
    name: 'Mayfly-Tenant',
    in: 'header',
    description:
      'The tenant of the request. Only people with several tenants need it. An API key already belongs to one tenant.',
    schema: jsonSchemaOf(tenantId, 'input'),
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description:
      'Your own id for the request. The answer and Mayfly’s logs contain this id. If it does not have the form of a `PlainId`, Mayfly makes another id.',
    schema: schemaRef('PlainId'),
  },
};

/** The schema of a cursor in answers and parameters. */
export const cursorSchema = {
  type: 'string',
  pattern: '^[A-Za-z0-9_-]{16,512}$',
  description:
    'Marks a place in a list. It is valid only for this list with these filters. It contains nothing personal.',
  examples: [exampleCursor],
};

export function parameterRef(name: string): Reference {
  return { $ref: `#/components/parameters/${name}` };
}

/** The parameters of a CSV export that choose its format and separator. */
export const csvParameters = ['CsvFormat', 'CsvSeparator'].map(parameterRef);

/** The parameters `limit`, `cursor` and `after`. */
export const pageParameters = ['Limit', 'Cursor', 'After'].map(parameterRef);

function toParameter({ name, schema, says }: ListFilter): Parameter {
  return { name, in: 'query', description: says, schema: jsonSchemaOf(schema, 'input') };
}

/** The parameters that filter a list by a field. */
export function fieldParameters(name: string, field: PlainField): Parameter[] {
  return filtersOfField(name, field).map(toParameter);
}

/**
 * The parameters that filter the list of a category's records, and the exports of these records.
 */
export function filterParameters(category: Category): Parameter[] {
  return listFilters(category).map(toParameter);
}

/** A parameter that allows only the given `values`. The first value is the default. */
export const choiceParameter = (
  name: string,
  description: string,
  values: readonly string[],
): Parameter => ({
  name,
  in: 'query',
  description: `${description} Default: \`${values[0]}\`.`,
  schema: { type: 'string', enum: [...values] },
});
