import { managerLog } from '#shared/categories/manager-log.ts';
import { entryExport, entrySearch } from '#shared/manager-log/find-entries.ts';
import { narrowedExportOptions } from '#shared/records/export-options.ts';
import { exactlyOne } from './category-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { pageExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const search: RouteDraft = {
  method: 'post',
  path: `/v1/${managerLog.path}/search`,
  operation: {
    operationId: 'searchManagerLog',
    summary: 'Find by who acted',
    description:
      'The live entries of one person or of one API key, newest first. The address stands in the body, so that no log of URLs holds it. It is compared as it is when somebody signs in. Filters of the list narrow the answer.',
    tags: [managerLog.title.en],
    scope: `${managerLog.id}:read`,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('ManagerLogSearch'), 'One person', {
        email: 'sabine.schaefer@example.com',
      }),
    },
    responses: {
      '200': {
        description: 'A page, newest first.',
        content: jsonContent(schemaRef('ManagerLogPage'), 'A page', pageExample(managerLog)),
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'cursor-invalid', 'keys-unavailable'],
  },
};

/** What the manager log offers beyond the generic operations. */
export const managerLogOperations: readonly RouteDraft[] = [search];

type WithProperties = JsonSchema & { readonly properties: { readonly [name: string]: JsonSchema } };

const actor = (jsonSchemaOf(entryExport, 'input') as WithProperties).properties;
const options = jsonSchemaOf(narrowedExportOptions(managerLog), 'input') as WithProperties;

export const managerLogSchemas: { readonly [name: string]: JsonSchema } = {
  ManagerLogSearch: {
    ...jsonSchemaOf(entrySearch, 'input'),
    ...exactlyOne(['email', 'api_key']),
    description: 'Who acted, and the filters of the list.',
  },
  ManagerLogExport: {
    ...options,
    properties: { ...actor, ...options.properties },
    not: { required: ['email', 'api_key'] },
    description:
      'How an export is written, how it is protected, and what narrows it: who acted, and the filters of the list.',
  },
};
