import { managerLog } from '#shared/categories/manager-log.ts';
import { entryExport, entrySearch } from '#shared/manager-log/find-entries.ts';
import { narrowedExportOptions } from '#shared/records/export-options.ts';
import { pageSizeMax } from '#shared/records/page.ts';
import { exactlyOne } from './category-schemas.ts';
import { closed } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { filterParameters, parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleId, pageExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const search: RouteDraft = {
  method: 'post',
  path: `/v1/${managerLog.path}/search`,
  operation: {
    operationId: 'searchManagerLog',
    summary: 'Find entries of an actor',
    description:
      'Finds the live entries about actions of one person or one API key, newest first. The email address is in the body, because logs contain URLs. Mayfly compares it in the same way as at a sign-in. The body may also contain the filters of the list.',
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

const jws = 'eyJhbGciOiJFUzI1NiJ9.eyJudW1iZXIiOjE3fQ.c2lnbmF0dXJl';

const seals: RouteDraft = {
  method: 'get',
  path: `/v1/${managerLog.path}/seals`,
  operation: {
    operationId: 'listManagerLogSeals',
    summary: 'List the seals of the log',
    description:
      'The seals, the latest first. Each seal is a JWS (ES256, `typ` `mayfly-log-seal+jws`) for one hour. For each chain of entries it contains the hash of the hour’s last entry. It also contains the hash of the previous seal. Mayfly does not check the seals that it lists. Only the signature shows whether a seal is genuine. You can verify the signature with the keys at `/.well-known/mayfly-keys.json`.',
    tags: [managerLog.title.en],
    scope: `${managerLog.id}:read`,
    parameters: [parameterRef('Limit'), parameterRef('Cursor')],
    responses: {
      '200': {
        description: 'A page of seals.',
        content: jsonContent(schemaRef('ManagerLogSealPage'), 'One seal', {
          items: [{ number: 17, hour: '2026-11-23T09', jws }],
          next_cursor: null,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid'],
  },
};

const links: RouteDraft = {
  method: 'get',
  path: `/v1/${managerLog.path}/links`,
  operation: {
    operationId: 'listManagerLogLinks',
    summary: 'List the hashes of entries, with the hashed texts',
    description:
      'The live entries, newest first. `hashed` is the text that Mayfly hashes for an entry. It contains the hash of the previous entry, so entries form chains. `hash` is the hash that is stored with the entry. If nobody has changed the entry, it is the SHA-256 of `hashed`. Seals contain such hashes. `hashed` contains no encrypted field, only a digest of the encrypted fields.',
    tags: [managerLog.title.en],
    scope: `${managerLog.id}:read`,
    parameters: [
      parameterRef('Limit'),
      parameterRef('Cursor'),
      ...filterParameters(managerLog).filter(({ name }) => name.startsWith('created_')),
    ],
    responses: {
      '200': {
        description: 'A page of links.',
        content: jsonContent(schemaRef('ManagerLogLinkPage'), 'One link', {
          items: [{ id: exampleId, hash: '5d'.repeat(32), hashed: '["mayfly-log-1"]' }],
          next_cursor: null,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid'],
  },
};

/** Operations that only the manager log has, and no other category. */
export const managerLogOperations: readonly RouteDraft[] = [search, seals, links];

type WithProperties = JsonSchema & { readonly properties: { readonly [name: string]: JsonSchema } };

const actor = (jsonSchemaOf(entryExport, 'input') as WithProperties).properties;
const options = jsonSchemaOf(narrowedExportOptions(managerLog), 'input') as WithProperties;

function pageOf(item: JsonSchema): JsonSchema {
  return closed({
    items: { type: 'array', maxItems: pageSizeMax, items: item },
    next_cursor: {
      oneOf: [schemaRef('Cursor'), { type: 'null' }],
      description: 'Send it as `cursor` to get the next page. It is null on the last page.',
    },
  });
}

const hash: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };

export const managerLogSchemas: { readonly [name: string]: JsonSchema } = {
  ManagerLogSealPage: pageOf(
    closed({
      number: { type: 'integer', minimum: 1 },
      hour: { type: 'string', description: 'The hour in UTC, such as `2026-11-23T09`.' },
      jws: { type: 'string' },
    }),
  ),
  ManagerLogLinkPage: pageOf(
    closed({
      id: schemaRef('RecordId'),
      hash: {
        oneOf: [hash, { type: 'null' }],
        description: 'The stored hash; null for a document that does not belong to a chain.',
      },
      hashed: {
        type: 'string',
        description:
          'The JSON text that is hashed: the name of the hash method; the tenant, collection and id of the entry; and other fields of the entry with their names. Of the encrypted fields it contains only a digest.',
      },
    }),
  ),
  ManagerLogSearch: {
    ...jsonSchemaOf(entrySearch, 'input'),
    ...exactlyOne(['email', 'api_key']),
    description: 'The actor whose entries are found, and the filters of the list.',
  },
  ManagerLogExport: {
    ...options,
    properties: { ...actor, ...options.properties },
    not: { required: ['email', 'api_key'], properties: { email: {}, api_key: {} } },
    description:
      'The options of an export: the form of its file, a password, an actor, and the filters of the list.',
  },
};
