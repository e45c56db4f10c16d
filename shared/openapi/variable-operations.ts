import { variables } from '#shared/categories/variables.ts';
import { experiencePageSizes } from '#shared/domains/variables/list-experiences.ts';
import { fileBytesMax } from '#shared/domains/variables/stage-upload.ts';
import { describeProperties } from './describe-field.ts';
import { archiveOperation, csvAnswer, csvDescription } from './export-operations.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { newRecordSchema } from './or-external.ts';
import { csvParameters, parameterRef } from './parameters.ts';
import { callerCodes } from './problem-responses.ts';
import { exampleCursor, recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = [variables.title.en] as const;
const { value: _value, ...formFields } = variables.fields;
const form = describeProperties(variables, newRecordSchema({ ...variables, fields: formFields }));

const { value: _example, ...example } = recordExample(variables) ?? {};
const stored = {
  ...example,
  name: 'foto',
  file_name: 'Strauß.jpg',
  file_type: 'image/jpeg',
  file_bytes: 48_213,
};

/**
 * The schemas of variables with files, and of experiences. Variables also have the schemas of every
 * category.
 */
export const variableSchemas: { readonly [name: string]: JsonSchema } = {
  VariableFile: {
    ...form,
    description: 'A form with text fields, and after them the file.',
    properties: {
      ...(form['properties'] as JsonSchema),
      file: {
        type: 'string',
        format: 'binary',
        description: `The file, with its name and media type: at most ${fileBytesMax.toLocaleString('en')} bytes. It must be the last part of the form.`,
      },
    },
    required: [...(form['required'] as readonly string[]), 'file'],
  },
  Experience: {
    type: 'object',
    description: 'An experience that has live variables.',
    properties: {
      id: schemaRef('PlainId'),
      variables: { type: 'integer', minimum: 1, description: 'The number of live variables.' },
      files: {
        type: 'integer',
        minimum: 0,
        description: 'The number of these variables that have a file.',
      },
      changed_at: {
        oneOf: [schemaRef('Timestamp'), { type: 'null' }],
        description: 'When one of these variables was last stored or changed.',
      },
    },
    required: ['id', 'variables', 'files', 'changed_at'],
  },
  ExperiencePage: {
    type: 'object',
    properties: {
      items: { type: 'array', maxItems: experiencePageSizes.max, items: schemaRef('Experience') },
      next_cursor: {
        oneOf: [schemaRef('Cursor'), { type: 'null' }],
        description:
          'Send this value as `cursor` to get the next page. It is null on the last page.',
      },
    },
    required: ['items', 'next_cursor'],
  },
};

const content = jsonContent(schemaRef('Variables'), 'A variable with a file', stored);

const storeFile: RouteDraft = {
  method: 'post',
  path: '/v1/variables/file',
  operation: {
    operationId: 'storeVariableFile',
    tagged: true,
    summary: 'Store a file as a variable',
    description:
      'Stores a variable with a file. If there is a live variable with the same `experience_id`, `instance_id` and `name`, the new file replaces the value or the file of this variable. In the form, the fields must come before the file. If the request replaces a variable and contains no `expires_at`, the expiry does not change.',
    tags,
    scope: 'variables:write',
    remembered: true,
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: schemaRef('VariableFile'),
          examples: {
            example: {
              summary: 'A photo',
              value: {
                experience_id: 'blumen-beratung',
                instance_id: 'conv-7f3a',
                name: 'foto',
                scope: 'process',
                file: '(bytes)',
              },
            },
          },
        },
      },
    },
    responses: {
      '200': { description: 'Replaced.', content },
      '201': { description: 'Created.', content },
    },
    fails: [
      ...callerCodes,
      'content-type-unsupported',
      'multipart-malformed',
      'body-too-large',
      'validation-failed',
      'idempotency-record-gone',
      'category-off',
      'contention',
      'keys-unavailable',
    ],
  },
};

const readFile: RouteDraft = {
  method: 'get',
  path: '/v1/variables/{id}/file',
  operation: {
    operationId: 'readVariableFile',
    summary: 'Download a file',
    description:
      'The stored content, streamed as an attachment with the file’s own name (RFC 6266). The answer has the stored media type. If a browser could run files of this type, the answer has the type `application/octet-stream` instead. If the file is replaced or deleted during the download, the answer breaks off. Then it has fewer bytes than `Content-Length` says.',
    tags,
    scope: 'variables:read',
    parameters: [parameterRef('RecordId')],
    responses: {
      '200': {
        description: 'The file.',
        headers: { 'Content-Disposition': { $ref: '#/components/headers/Content-Disposition' } },
        content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
      },
    },
    fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
  },
};

const listExperiences: RouteDraft = {
  method: 'get',
  path: '/v1/experiences',
  operation: {
    operationId: 'listExperiences',
    summary: 'List experiences',
    description: 'The experiences that have live variables, sorted by id.',
    tags,
    scope: 'variables:read',
    parameters: [
      {
        name: 'limit',
        in: 'query',
        description: 'The answer contains at most this number of items.',
        schema: {
          type: 'integer',
          minimum: 1,
          maximum: experiencePageSizes.max,
          default: experiencePageSizes.usual,
        },
      },
      parameterRef('Cursor'),
    ],
    responses: {
      '200': {
        description: 'A page of experiences.',
        content: jsonContent(schemaRef('ExperiencePage'), 'A page', {
          items: [
            {
              id: 'blumen-beratung',
              variables: 412,
              files: 3,
              changed_at: '2026-11-23T09:30:00.000Z',
            },
          ],
          next_cursor: exampleCursor,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid'],
  },
};

const what = 'All live variables of an experience, one in each row, sorted by `instance_id`';

const exportCsv: RouteDraft = {
  method: 'get',
  path: '/v1/experiences/{id}/variables.csv',
  operation: {
    operationId: 'exportExperience',
    summary: 'Export an experience as CSV',
    description: `${csvDescription(what)} For an unknown experience the file has no rows.`,
    tags,
    scope: 'variables:export',
    parameters: [parameterRef('ExperienceId'), ...csvParameters],
    responses: { '200': csvAnswer },
    fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
  },
};

const archive = archiveOperation(
  {
    operationId: 'exportExperienceArchive',
    summary: 'Export an experience as an archive',
    tags,
    scope: 'variables:export',
  },
  `${what},`,
);

const exportArchive: RouteDraft = {
  method: 'post',
  path: '/v1/experiences/{id}/export',
  operation: {
    ...archive,
    description: `${archive.description} The files of the experience follow in the folder \`files\`. A ZIP archive does not encrypt paths. So the path of a file consists of the variable’s name and id, and a usual extension. The table \`files.csv\` lists the paths. Its column \`complete\` is false if a file was damaged, or was deleted or replaced during the export. The file’s name is in \`variables.csv\`.`,
    parameters: [parameterRef('ExperienceId')],
    fails: [...archive.fails, 'record-not-found'],
  },
};

/**
 * The operations on files and experiences. Variables also have the operations of every category.
 */
export const variableOperations: readonly RouteDraft[] = [
  storeFile,
  readFile,
  listExperiences,
  exportCsv,
  exportArchive,
];
