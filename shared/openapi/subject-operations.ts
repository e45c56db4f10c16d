import type { Category } from '#shared/categories/define-category.ts';
import { jsonContent, schemaRef } from './openapi-document.ts';
import { pageParameters, parameterRef } from './parameters.ts';
import { anyCodes, bodyCodes, callerCodes, personCodes } from './problem-responses.ts';
import { exampleSalt, receiptOperations } from './receipt-operations.ts';
import { exampleCursor, exampleId } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Persons'] as const;
const scope = 'subjects';
const email = 'juergen.mueller@example.com';
const plan = '5f3c'.repeat(16);

const stays = [
  {
    what: 'free_text_of_others',
    why: 'Free text is encrypted and not searched. Texts that others have written about the person stay until they expire.',
  },
];

const conversation = { id: 'conv-7f3a', shared: false, included: true };

function previewDraft(categories: readonly Category[]): RouteDraft {
  const found: { readonly [id: string]: readonly string[] } = {
    chat_messages: ['conversation_id'],
    customers: ['email'],
  };
  const counted = categories.map(({ id }) => {
    const why = found[id] ?? [];
    return { category: id, count: why.length, why };
  });
  return {
    method: 'post',
    path: '/v1/subjects/preview',
    operation: {
      operationId: 'previewSubject',
      summary: 'Preview the data of a person',
      description:
        'For each category, the answer gives the number of the person’s live records, and the kinds of identifiers that found them. `stays` lists the data that an erasure would not delete. A conversation is `shared` if somebody else is identified in it. A shared conversation is included only if `conversations` names it. With `records: true` the answer also lists the records of all categories, with their times and unencrypted fields. The record that expires next comes first. You can send the `plan` with an erasure. It is valid as long as the erasure would delete the same records. Restricted records (Art. 18 GDPR) are counted for every caller. Only owners, data protection officers and keys with the scope `tenant` see them in the list. Only these callers see a conversation that was found only by restricted records.',
      tags,
      scope,
      requestBody: bodyOf(schemaRef('SubjectPreviewRequest'), 'By email', { email }),
      responses: {
        '200': {
          description: 'The data of the person.',
          content: jsonContent(schemaRef('SubjectPreview'), 'A person', {
            plan,
            categories: counted,
            beside: [],
            conversations: [conversation],
            stays,
          }),
        },
      },
      fails: [...callerCodes, ...bodyCodes, 'keys-unavailable'],
    },
  };
}

const exportArchive: RouteDraft = {
  method: 'post',
  path: '/v1/subjects/export',
  operation: {
    operationId: 'exportSubject',
    summary: 'Export the data of a person',
    description:
      'Streams a ZIP archive. With the kind `access` (Art. 15 GDPR) it contains all data of the person: a readable page `index.html`, `data.json`, a CSV for each kind of data, and the person’s files. It also states purposes, recipients, storage periods, sources and rights, the expiry of each record, and when single records were read. With the kind `portability` (Art. 20 GDPR) it contains data whose legal basis is consent or contract, if the person provided it or it was observed. The files are `data.json` with its `schema.json`, CSV and the person’s files. The archive names each record that cannot be decrypted. If somebody else is identified in a conversation, the archive names the conversation, but contains it only if `conversations` includes it. `withhold` names records whose text the archive omits, to protect the rights of others. With a password the archive is encrypted with AES-256 (WinZip AE-2). The password needs at least 16 characters, because WinZip AES uses only 1,000 rounds of PBKDF2. Mayfly does not store the password. `format` and `separator` set the form of the CSV files. If the stream ends early, nobody can open the archive. With `record` the archive contains only the named record, for example a record that was just restricted. With `period` it contains the records of a category that were created at `created_after` or later and before `created_before`, at most 20,000 records. An archive of a period also needs the scope `<category>:export`. Among people, only owners have this scope. The last file, `signature.jws`, is signed by the service. It names all other files with their SHA-256. `npm run verify-archive` checks it. Only an owner, a data protection officer or a key with the scope `tenant` may get an archive with a restricted record. Other callers get 403 `archive-restricted` and no part of the archive. The header `Mayfly-Archive-Id` contains the id of the archive. You can send this id to `/v1/requests/{id}/complete`. Mayfly does not store the archive.',
    tags,
    scope,
    requestBody: bodyOf(schemaRef('SubjectExportRequest'), 'Access, in German', {
      email,
      external_id: '+49 30 23125 014',
      channel: 'whatsapp',
      conversation_id: conversation.id,
      kind: 'access',
      language: 'de',
      password: 'Sechzehn Dahlien',
    }),
    responses: {
      '200': {
        description: 'The archive.',
        headers: {
          'Content-Disposition': { $ref: '#/components/headers/Content-Disposition' },
          'Mayfly-Export-Rows': { $ref: '#/components/headers/Mayfly-Export-Rows' },
          'Mayfly-Archive-Id': { $ref: '#/components/headers/Mayfly-Archive-Id' },
        },
        content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
      },
    },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'archive-restricted',
      'record-not-found',
      'keys-unavailable',
    ],
  },
};

const erasure = {
  id: exampleId,
  status: 'complete',
  scope: 'person',
  category: null,
  asked_by: ['email'],
  authenticated_by: null,
  created_at: '2026-11-23T09:30:00.000Z',
  effective_at: '2026-11-23T09:30:00.000Z',
  cancelled_at: null,
  completed_at: '2026-11-23T09:30:00.412Z',
  expires_at: '2031-01-02T00:00:00.000Z',
  done: 1,
  to_do: 0,
  categories: [{ category: 'customers', count: 1 }],
  beside: [],
  kept: [],
  receipt_number: 17,
  notices_receipt_number: null,
  notices_not_taken: null,
  recipients: ['versand'],
};
const wideErasure = {
  ...erasure,
  status: 'running',
  scope: 'category',
  category: 'chat_messages',
  asked_by: [],
  effective_at: '2026-11-23T09:30:05.000Z',
  completed_at: null,
  done: 0,
  to_do: 4_210,
  categories: [],
  receipt_number: null,
};
const createdContent = jsonContent(schemaRef('ErasureCreated'), 'An erasure', {
  ...erasure,
  salt: exampleSalt,
});
const erasureContent = jsonContent(schemaRef('Erasure'), 'An erasure', erasure);

const createErasure: RouteDraft = {
  method: 'post',
  path: '/v1/erasures',
  operation: {
    operationId: 'createErasure',
    summary: 'Erase a person, a conversation, a category, or the tenant',
    description:
      'The data of a person or a conversation is deleted before the answer is sent. Data that is written during the erasure is deleted too. If you erase a category (any except the manager log), its existing records are hidden from `effective_at` on, and deleted within minutes. Records that are created after `effective_at` stay. `tenant: true` ends the tenant. From `effective_at` on, Mayfly refuses its callers (410). Mayfly destroys the tenant’s keys, and then deletes all its data, its log and its rights. So first export the data that you want to keep. Erasures of a category or of the tenant need the scope `tenant`, which owners have. If the request contains the `plan` of a preview, it is refused if records were added or deleted after the preview. If you get no answer, repeat the request with the same `Idempotency-Key`: it continues the erasure and gives its result. If you do not repeat it, the service continues the erasure within minutes. Only this answer contains the `salt`, and Mayfly does not store it. Somebody who knows the salt and the values of the request can find out whose receipt it is. So store the salt like personal data. The salt is null in the answer to a repetition, and for a category or a tenant.',
    tags,
    scope,
    remembered: true,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: schemaRef('ErasureRequest'),
          examples: {
            example: {
              summary: 'A person, by email',
              value: { scope: { subject: { email } }, confirm: true },
            },
            conversation: {
              summary: 'A conversation, of any person',
              value: { scope: { conversation_id: 'conv-7f3a' }, confirm: true },
            },
            category: {
              summary: 'All present records of a category',
              value: { scope: { category: 'chat_messages' }, confirm: true },
            },
            tenant: {
              summary: 'All data of the tenant, and its keys',
              value: { scope: { tenant: true }, confirm: true },
            },
          },
        },
      },
    },
    responses: {
      '200': { description: 'Erased.', content: createdContent },
      '202': {
        description: 'The erasure is accepted. Use its id to see the progress.',
        content: jsonContent(schemaRef('ErasureCreated'), 'The erasure of a category', {
          ...wideErasure,
          salt: null,
        }),
      },
    },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'plan-changed',
      'record-not-found',
      'idempotency-record-gone',
      'contention',
      'keys-unavailable',
    ],
  },
};

const listErasures: RouteDraft = {
  method: 'get',
  path: '/v1/erasures',
  operation: {
    operationId: 'listErasures',
    summary: 'List erasures',
    description:
      'The erasures, newest first. An erasure contains the kinds of identifiers and the counts, but does not name the person.',
    tags,
    scope,
    parameters: pageParameters,
    responses: {
      '200': {
        description: 'A page of erasures.',
        content: jsonContent(schemaRef('ErasurePage'), 'A page', {
          items: [erasure],
          next_cursor: null,
          newest_cursor: exampleCursor,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid'],
  },
};

const readErasure: RouteDraft = {
  method: 'get',
  path: '/v1/erasures/{id}',
  operation: {
    operationId: 'readErasure',
    summary: 'Read an erasure',
    tags,
    scope,
    parameters: [parameterRef('RecordId')],
    responses: { '200': { description: 'The erasure.', content: erasureContent } },
    fails: [...callerCodes, 'record-not-found'],
  },
};

const endedTenant = {
  ...wideErasure,
  status: 'complete',
  scope: 'tenant',
  category: null,
  completed_at: '2026-11-23T10:00:00.000Z',
  done: 4_210,
  to_do: 0,
  recipients: [],
  receipt: null,
};

const listTenantErasures: RouteDraft = {
  method: 'get',
  path: '/v1/tenants/{id}/erasures',
  operation: {
    operationId: 'listTenantErasures',
    summary: 'List the erasures of a whole tenant',
    description:
      'For operators. The answer contains all erasures of the whole tenant, with their receipts. The request works even if nothing else of the tenant is left.',
    tags: ['Tenant'],
    scope: 'operator',
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        description: 'The tenant’s id.',
        schema: schemaRef('PlainId'),
      },
    ],
    responses: {
      '200': {
        description: 'The erasures of the whole tenant.',
        content: jsonContent(schemaRef('TenantErasures'), 'One erasure', {
          items: [endedTenant],
        }),
      },
    },
    fails: [...personCodes, 'keys-unavailable', 'operators-only'],
  },
};

const readTenantErasure: RouteDraft = {
  method: 'post',
  path: '/v1/erasures/of-tenant',
  operation: {
    operationId: 'readTenantErasure',
    summary: 'Read the erasure of a whole tenant by its id',
    description:
      'Everybody who knows the random id of the erasure may send this request. It needs no sign-in, because no person of an erased tenant can sign in any more. This path does not find erasures of persons, conversations or categories.',
    tags: ['Tenant'],
    scope: 'public',
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('TenantErasureSought'), 'A tenant', {
        tenant: 'blumen',
        id: exampleId,
      }),
    },
    responses: {
      '200': {
        description: 'The progress of the erasure, and its receipt.',
        content: jsonContent(schemaRef('TenantErasure'), 'A complete erasure', endedTenant),
      },
    },
    fails: [...anyCodes, ...bodyCodes, 'record-not-found'],
  },
};

/**
 * The operations that find, export and erase the data of a person, and erase other data of a
 * tenant.
 */
export function subjectOperations(categories: readonly Category[]): RouteDraft[] {
  return [
    previewDraft(categories),
    exportArchive,
    createErasure,
    listErasures,
    readErasure,
    listTenantErasures,
    readTenantErasure,
    ...receiptOperations,
  ];
}
