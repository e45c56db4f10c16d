import type { Category } from '#shared/categories/define-category.ts';
import { choosesExpiry } from '#shared/categories/record-schema.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { keysMax } from '#shared/records/lookup-record.ts';
import { categoryExamples } from './category-examples.ts';
import { componentName, inSentence } from './category-schemas.ts';
import { csvAnswer, csvDescription, exportNoteOf } from './export-operations.ts';
import { type Answer, jsonContent, patchContent, schemaRef } from './openapi-document.ts';
import { csvParameters, filterParameters, pageParameters, parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import {
  correctionExample,
  exampleId,
  pageExample,
  recordExample,
  searchExample,
} from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

function recordAnswer(category: Category, description: string): Answer {
  const schema = schemaRef(componentName(category));
  return { description, content: jsonContent(schema, 'A record', recordExample(category)) };
}

function changedAnswer(category: Category, description: string): Answer {
  const schema = schemaRef(`${componentName(category)}Changed`);
  return { description, content: jsonContent(schema, 'A record', recordExample(category)) };
}

function pageAnswer(category: Category): Answer {
  const schema = schemaRef(`${componentName(category)}Page`);
  const content = jsonContent(schema, 'A page', pageExample(category));
  return { description: 'A page, newest first.', content };
}

/** The operation `GET` at a category's path, which lists records. */
export function listOperation(category: Category): RouteDraft {
  return {
    method: 'get',
    path: `/v1/${category.path}`,
    operation: {
      operationId: `list${componentName(category)}`,
      summary: `List ${inSentence(category.title.en)}`,
      description: 'Live records, newest first. A record is shown only if it matches all filters.',
      tags: [category.title.en],
      scope: `${category.id}:read`,
      parameters: [...pageParameters, ...filterParameters(category)],
      responses: { '200': pageAnswer(category) },
      fails: [...callerCodes, 'cursor-invalid', 'keys-unavailable'],
    },
  };
}

/**
 * The operation `POST /search`, which finds records by a personal value. It is a POST, because a
 * URL must not contain personal values.
 */
export function searchOperation(category: Category): RouteDraft {
  const names = lookupFields(category);
  const name = componentName(category);
  const example = searchExample(category, names);
  return {
    method: 'post',
    path: `/v1/${category.path}/search`,
    operation: {
      operationId: `search${name}`,
      summary: `Find by ${names.join(' or ')}`,
      description:
        'Finds the live records with a value, newest first. The record must have the whole value, not only a part of it. The value is in the body, because logs contain URLs.',
      tags: [category.title.en],
      scope: `${category.id}:read`,
      requestBody: {
        required: true,
        content: jsonContent(schemaRef(`${name}Search`), 'By one value', example),
      },
      responses: { '200': pageAnswer(category) },
      fails: [...callerCodes, ...bodyCodes, 'cursor-invalid', 'keys-unavailable'],
    },
  };
}

/** The operation `GET /export.csv`, which exports records as CSV. */
export function exportOperation(category: Category): RouteDraft {
  return {
    method: 'get',
    path: `/v1/${category.path}/export.csv`,
    operation: {
      operationId: `export${componentName(category)}`,
      summary: 'Export as CSV',
      description: `${csvDescription('All live records, or only those that match the filters, newest first')}${exportNoteOf(category)}`,
      tags: [category.title.en],
      scope: `${category.id}:export`,
      parameters: [...csvParameters, ...filterParameters(category)],
      responses: { '200': csvAnswer },
      fails: [...callerCodes, 'keys-unavailable'],
    },
  };
}

/** The operation `GET /{id}`, which reads one record. */
export function readOperation(category: Category): RouteDraft {
  return {
    method: 'get',
    path: `/v1/${category.path}/{id}`,
    operation: {
      operationId: `read${componentName(category)}`,
      tagged: true,
      summary: 'Read a record',
      tags: [category.title.en],
      scope: `${category.id}:read`,
      parameters: [parameterRef('RecordId')],
      responses: { '200': recordAnswer(category, 'The record.') },
      fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
    },
  };
}

/** The operation `PATCH /{id}` of a category that can be corrected. */
export function correctOperation(category: Category): RouteDraft {
  const schema = schemaRef(`${componentName(category)}Correction`);
  return {
    method: 'patch',
    path: `/v1/${category.path}/{id}`,
    operation: {
      operationId: `correct${componentName(category)}`,
      tagged: true,
      conditional: true,
      summary: 'Correct a record (Art. 16 GDPR)',
      description:
        'The body is a JSON Merge Patch (RFC 7396), which changes only the fields that it contains. null removes an optional field. In a JSON field, the patch changes single keys, and null removes a key. So no key is lost if several callers set different keys at the same time. A list is replaced as a whole. After the patch, every field must be within its limits. The expiry changes only if the request sets it, which some categories allow.',
      tags: [category.title.en],
      scope: `${category.id}:write`,
      parameters: [parameterRef('RecordId')],
      requestBody: {
        required: true,
        content: patchContent(schema, 'One field', correctionExample(category)),
      },
      responses: { '200': changedAnswer(category, 'The corrected record.') },
      fails: [
        ...callerCodes,
        ...bodyCodes,
        'record-not-found',
        'batch-too-large',
        'contention',
        'keys-unavailable',
        ...(category.unique.length > 0 ? (['already-exists'] as const) : []),
        ...(choosesExpiry(category) ? (['category-off'] as const) : []),
        ...(categoryExamples[category.id]?.correctionFails ?? []),
      ],
    },
  };
}

/** The operation `DELETE /{id}`, which deletes one record. */
export function deleteOperation(category: Category): RouteDraft {
  return {
    method: 'delete',
    path: `/v1/${category.path}/{id}`,
    operation: {
      operationId: `delete${componentName(category)}`,
      conditional: true,
      summary: 'Delete a record',
      description:
        'The record is deleted before the answer is sent. Its data key may also encrypt other records, so the key is not destroyed now. The key stays until an hour after the end of its bucket (the period in which all these records expire).',
      tags: [category.title.en],
      scope: `${category.id}:delete`,
      parameters: [parameterRef('RecordId')],
      responses: { '204': { description: 'Deleted.' } },
      fails: [...callerCodes, 'record-not-found', 'contention', 'keys-unavailable'],
    },
  };
}

/** The operation `POST /delete`, for up to 200 records. */
export function deleteManyOperation(category: Category): RouteDraft {
  const example = { ids: [exampleId] };
  const isKeyed = category.keyed === true;
  const byIdsOrKeys = (ids: string, keys: string) =>
    isKeyed ? { anyOf: [schemaRef(ids), schemaRef(keys)] } : schemaRef(ids);
  const keyed = isKeyed
    ? ` Instead of \`ids\` you may send \`items\`, which name up to ${keysMax} records by ${category.unique[0]?.join(' and ')}.`
    : '';
  return {
    method: 'post',
    path: `/v1/${category.path}/delete`,
    operation: {
      operationId: `deleteMany${componentName(category)}`,
      summary: 'Delete several records',
      description: `Deletes up to 200 records, in the same way as \`DELETE\` of each record. A record is deleted with everything that belongs to it, or not at all. The answer lists the deleted and the missing records. Each commit deletes up to fifty records. If a commit fails, the records of earlier commits stay deleted. Send the same request again to delete the rest.${keyed}`,
      tags: [category.title.en],
      scope: `${category.id}:delete`,
      remembered: true,
      requestBody: {
        required: true,
        content: jsonContent(byIdsOrKeys('Deletion', 'SessionKeys'), 'One', example),
      },
      responses: {
        '200': {
          description: 'The deleted and the missing records.',
          content: jsonContent(byIdsOrKeys('Deleted', 'SessionsDeleted'), 'One', {
            deleted: [exampleId],
            not_found: [],
          }),
        },
      },
      fails: [...callerCodes, ...bodyCodes, 'contention', 'keys-unavailable'],
    },
  };
}

/**
 * The operation `POST /{id}/touch`, which notes an interaction. Only categories whose expiry is
 * calculated from the last interaction have it.
 */
export function touchOperation(category: Category): RouteDraft {
  return {
    method: 'post',
    path: `/v1/${category.path}/{id}/touch`,
    operation: {
      operationId: `touch${componentName(category)}`,
      tagged: true,
      summary: 'Note an interaction',
      description:
        'The record expires later, because its retention is calculated from the last interaction. The request is refused while the category is switched off.',
      tags: [category.title.en],
      scope: `${category.id}:write`,
      parameters: [parameterRef('RecordId')],
      remembered: true,
      responses: { '200': changedAnswer(category, 'The record with its new expiry.') },
      fails: [
        ...callerCodes,
        'record-not-found',
        'batch-too-large',
        'contention',
        'keys-unavailable',
        'category-off',
        'idempotency-record-gone',
      ],
    },
  };
}
