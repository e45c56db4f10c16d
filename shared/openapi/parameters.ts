import type { Category, PlainField } from '#shared/categories/define-category.ts';
import { csvChoices } from '#shared/records/export-options.ts';
import { pageSizeDefault, pageSizeMax } from '#shared/records/page.ts';
import { filtersOfField, type ListFilter, listFilters } from '#shared/records/record-filters.ts';
import { tenantId } from '#shared/tenants/create-tenant.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type Parameter, type Reference, schemaRef } from './openapi-document.ts';
import { exampleCursor, exampleId } from './record-example.ts';

/** Parameters that many operations share. */
export const sharedParameters: { readonly [name: string]: Parameter } = {
  Limit: {
    name: 'limit',
    in: 'query',
    description: 'How many at most.',
    schema: { type: 'integer', minimum: 1, maximum: pageSizeMax, default: pageSizeDefault },
  },
  Cursor: {
    name: 'cursor',
    in: 'query',
    description: 'The `next_cursor` of the page before, with the same filters.',
    schema: schemaRef('Cursor'),
  },
  After: {
    name: 'after',
    in: 'query',
    description:
      'The `newest_cursor` of an earlier answer: what has come since. What came in the 25 seconds before may come again: drop ids that you know.',
    schema: schemaRef('Cursor'),
  },
  RecordId: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'Id of the record. Any other text names no record.',
    schema: schemaRef('RecordId'),
    example: exampleId,
  },
  ConversationId: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'The `conversation_id` that its messages were stored with.',
    schema: schemaRef('PlainId'),
    example: 'conv-7f3a',
  },
  ExperienceId: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'The `experience_id` that its variables were stored with.',
    schema: schemaRef('PlainId'),
    example: 'blumen-beratung',
  },
  CsvFormat: {
    name: 'format',
    in: 'query',
    description:
      'For a spreadsheet, in which nothing is a formula, or for machines: `raw` has values exactly as they are, and no byte order mark.',
    schema: { type: 'string', enum: csvChoices.format, default: csvChoices.format[0] },
  },
  CsvSeparator: {
    name: 'separator',
    in: 'query',
    description: 'What stands between cells. German spreadsheets split files at semicolons.',
    schema: { type: 'string', enum: csvChoices.separator, default: csvChoices.separator[0] },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes the request safe to repeat for 24 hours: a repetition has no second effect and is answered as the first, with what is there by then. Use a random UUID. With another body it is refused.',
    schema: { type: 'string', pattern: String.raw`^[\x21-\x7e]{1,255}$` },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description:
      'The `ETag` of an earlier answer: if somebody has changed it since, nothing is done (412). A list of tags and `*`, for any state, are taken too. A weak tag matches nothing.',
    schema: { type: 'string' },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description:
      '`*` where nothing may be there yet: if there is something, nothing is done (412). With entity tags it must be in none of these states.',
    schema: { type: 'string' },
  },
  MayflyTenant: {
    name: 'Mayfly-Tenant',
    in: 'header',
    description:
      'For people who belong to several tenants: which of them is meant. The tenant of an API key is the key’s own.',
    schema: jsonSchemaOf(tenantId, 'input'),
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description:
      'An id of your own for the request, for your logs and ours: the answer repeats it. One that does not have the form of a `PlainId` is not taken, and another is made.',
    schema: schemaRef('PlainId'),
  },
};

/** The schema of a cursor in answers and parameters. */
export const cursorSchema = {
  type: 'string',
  pattern: '^[A-Za-z0-9_-]{16,512}$',
  description: 'A place in one list with its filters; it works nowhere else. Not personal.',
  examples: [exampleCursor],
};

export function parameterRef(name: string): Reference {
  return { $ref: `#/components/parameters/${name}` };
}

/** The parameters that choose the form of a CSV export. */
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

/** The parameters that filter a category's list and its exports. */
export function filterParameters(category: Category): Parameter[] {
  return listFilters(category).map(toParameter);
}

/** A parameter with one of a few values. The first value is the default. */
export const choiceParameter = (
  name: string,
  description: string,
  values: readonly string[],
): Parameter => ({
  name,
  in: 'query',
  description: `${description} Unless said: \`${values[0]}\`.`,
  schema: { type: 'string', enum: [...values] },
});
