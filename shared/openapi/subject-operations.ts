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
    why: 'Free text is encrypted and not searched. So texts of other people about the person stay until they expire.',
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
        'For each category: the number of live records of the person, and the kinds of identifiers that found these records. `stays` lists the data that an erasure would leave. If somebody else is identified in a conversation, the conversation is `shared`. A shared conversation is included only if `conversations` names it. With `records: true` the answer also lists the records of all categories, with their times and unencrypted fields, sorted by expiry, the soonest first. The `plan` is valid as long as an erasure would delete the same records. Restricted records (Art. 18 GDPR) are counted for every caller. Only owners, data protection officers and keys with the scope `tenant` see them in the list, and see the conversations that only restricted records lead to.',
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
      'Streams a ZIP archive. `access` (Art. 15 GDPR) contains all data of the person: a readable page `index.html`, `data.json`, a CSV for each kind of data, and the files. It also contains purposes, recipients, storage periods, sources and rights, the expiry of each record, and when single records were read. `portability` (Art. 20 GDPR) contains data that the person provided or that was observed, if its legal basis is consent or contract: `data.json` with its `schema.json`, CSV and files. The archive names each record that cannot be decrypted. A conversation in which somebody else is identified is named but omitted, unless `conversations` includes it. `withhold` names records whose text the archive leaves out, to protect the rights of others. With a password the archive is encrypted with AES-256 (WinZip AE-2). WinZip AES uses only 1,000 rounds of PBKDF2, so a password under 16 characters is refused. `format` and `separator` set the form of the CSV files. The password is stored nowhere. An archive that ends early cannot be opened. With `record` the archive contains only the named record, for example one that was just restricted. With `period` it contains the records of a category that were created from `created_after` on and before `created_before`, 20,000 records at most. An archive of a period also needs the scope `<category>:export`, so among people only owners get it. The service signs the last file, `signature.jws`, which names all other files with their SHA-256 (`npm run verify-archive`). If the archive would contain a restricted record, only an owner, a data protection officer or a key with the scope `tenant` may make it. Other callers get 403 `archive-restricted` and no part of it. The header `Mayfly-Archive-Id` gives the id with which `/v1/requests/{id}/complete` can name the archive. Mayfly stores nothing of the archive.',
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
      'The data of a person or a conversation is deleted before the answer is sent, with everything that is written during the erasure. The existing records of a category (any except the manager log) are hidden from `effective_at` on, and deleted within minutes. Records that are created later stay. `tenant: true` ends the tenant: from `effective_at` on its callers are refused (410). Its keys are destroyed, and then all its data, its log and its rights are deleted. First export the data that you want to keep. Erasures of a category or of the tenant need the scope `tenant`, which owners have. With the `plan` of a preview, the erasure is refused if records were added or deleted after the preview. If you get no answer, repeat the request with the same `Idempotency-Key`: it continues the erasure and gives its result. Without a repetition, the service continues the erasure within minutes. Only this answer contains the `salt`, and Mayfly does not store it. With the salt and the requested values, the receipt identifies the person. So store the salt like personal data. The salt is null in a repetition, and for a category.',
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
        content: jsonContent(schemaRef('ErasureCreated'), 'Of a category', {
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
      'The erasures, newest first. They contain the kinds of identifiers and the counts, but not the person.',
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
  to_do: 0,
  receipt: null,
};

const listTenantErasures: RouteDraft = {
  method: 'get',
  path: '/v1/tenants/{id}/erasures',
  operation: {
    operationId: 'listTenantErasures',
    summary: 'List the erasures of a whole tenant',
    description:
      'For operators. The answer contains the erasures of the whole tenant with their receipts, even if nothing else of the tenant is left.',
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
      'Everybody who knows the random id of the erasure may send this request. It needs no sign-in: when the receipt is signed, no person of the tenant can sign in any more. The path does not find erasures of persons, conversations or categories.',
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

/** The operations for requests of persons to a tenant: search, preview, archives, erasure. */
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
