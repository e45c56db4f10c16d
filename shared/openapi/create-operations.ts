import type { Category } from '#shared/categories/define-category.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { batchRecordsMax } from '#shared/records/batch-limits.ts';
import { categoryExamples } from './category-examples.ts';
import { componentName, inSentence } from './category-schemas.ts';
import {
  type Content,
  type JsonSchema,
  jsonContent,
  type MediaType,
  schemaRef,
} from './openapi-document.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const writeCodes = (category: Category) =>
  [
    ...callerCodes,
    ...bodyCodes,
    'batch-too-large',
    'contention',
    'keys-unavailable',
    // A category that is always stored cannot be switched off. So a request to create a record of
    // it never gets `category-off`.
    ...(category.always ? [] : (['category-off'] as const)),
  ] as const;

function examplesOf(one: unknown, several: unknown): Pick<MediaType, 'examples'> {
  if (one === undefined) return {};
  return {
    examples: {
      one: { summary: 'One record', value: one },
      several: { summary: 'Several records', value: several },
    },
  };
}

/** The schema of a body or answer that contains either one record or several. */
function oneOrSeveral(one: JsonSchema, several: JsonSchema): JsonSchema {
  return { oneOf: [one, several] };
}

function noteOf(category: Category): string {
  const note = categoryExamples[category.id]?.note;
  return note === undefined ? '' : ` ${note}`;
}

/** The operation `POST` at a category's path, which stores records. */
export function createOperation(category: Category): RouteDraft {
  const name = componentName(category);
  const [create, record] = [schemaRef(`${name}Create`), schemaRef(name)];
  const sent = categoryExamples[category.id]?.sent;
  const answered = recordExample(category);
  const batch = { type: 'array', minItems: 1, maxItems: batchRecordsMax };
  const items = {
    type: 'object',
    properties: { items: { ...batch, items: record } },
    required: ['items'],
  };
  const body: Content = {
    'application/json': {
      schema: oneOrSeveral(create, { ...batch, items: create }),
      ...examplesOf(sent, [sent]),
    },
  };
  const answer: Content = {
    'application/json': {
      schema: oneOrSeveral(record, items),
      ...examplesOf(answered, { items: [answered] }),
    },
  };
  return {
    method: 'post',
    path: `/v1/${category.path}`,
    operation: {
      operationId: `create${name}`,
      tagged: true,
      summary: `Store ${inSentence(category.title.en)}`,
      description: `Stores one record, or an array of up to ${batchRecordsMax} records. If one record of an array is refused, none is stored. The records of an array may have at most 3 MiB in the form in which they are stored. Their searchable fields may have at most 100 different values together.${noteOf(category)}`,
      tags: [category.title.en],
      scope: `${category.id}:write`,
      remembered: true,
      requestBody: { required: true, content: body },
      responses: {
        '201': {
          description:
            'The stored record. If the request sent an array: `items`, in the order of this array.',
          content: answer,
        },
      },
      fails: [
        ...writeCodes(category),
        'idempotency-record-gone',
        ...(category.unique.length > 0 ? (['already-exists'] as const) : []),
        ...(lookupFields(category).length > 0 ? (['lookup-limit'] as const) : []),
        ...(categoryExamples[category.id]?.fails ?? []),
      ],
    },
  };
}

/**
 * The operation `PUT` at the path of a category with unique fields. It stores or replaces a record.
 */
export function upsertOperation(category: Category): RouteDraft {
  const name = componentName(category);
  const content = jsonContent(schemaRef(name), 'The record', recordExample(category));
  const unique = category.unique[0]?.map((field) => `\`${field}\``).join(' and ');
  const sent = categoryExamples[category.id]?.sent;
  return {
    method: 'put',
    path: `/v1/${category.path}`,
    operation: {
      operationId: `upsert${name}`,
      tagged: true,
      conditional: true,
      summary: `Store or replace by ${unique?.replaceAll('`', '')}`,
      description: `Stores the record. If a live record already has the same ${unique}, the request replaces all fields of that record. If several callers send the same new record at the same time, only one request creates it, and the others replace its fields.${noteOf(category)}`,
      tags: [category.title.en],
      scope: `${category.id}:write`,
      requestBody: {
        required: true,
        content: jsonContent(schemaRef(`${name}Create`), 'The fields', sent),
      },
      responses: {
        '200': { description: 'Replaced.', content },
        '201': { description: 'Created.', content },
      },
      fails: writeCodes(category),
    },
  };
}
