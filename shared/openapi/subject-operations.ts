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
    why: 'Free text is encrypted and not searched: what others have written about the person stays until it expires.',
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
      summary: 'Show what is stored of a person',
      description:
        'How many live records of each category, what leads to them, and what an erasure would leave. A conversation in which somebody else is identified is `shared`, and included only if `conversations` names it. With `records: true` the records are listed as well, over all categories, with their times and what of them is stored in plain; those that go first come first. The `plan` holds as long as the same would go.',
      tags,
      scope,
      requestBody: bodyOf(schemaRef('SubjectPreviewRequest'), 'By email', { email }),
      responses: {
        '200': {
          description: 'What is stored of the person.',
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
    summary: 'Export what is stored of a person',
    description:
      'One ZIP archive, streamed. `access` (Art. 15 GDPR) holds all that is stored of the person: a readable page `index.html`, `data.json`, a CSV for each kind of data and the files; with purposes, recipients, storage periods, sources and rights, the day on which each record goes, and when single records were looked at. `portability` (Art. 20 GDPR) holds what the person provided and what was observed, under consent or contract: `data.json` with its `schema.json`, CSV and files. A record that cannot be decrypted is named. A conversation in which somebody else is identified is named and left out, unless `conversations` chooses it. With a password the archive is encrypted with AES-256 (WinZip AE-2), which stretches a password by 1,000 rounds of PBKDF2 only, so one under 16 characters is refused; `format` and `separator` say how CSV is written. The password is kept nowhere. An archive that ends early does not open. With `record` it holds that record alone, such as one that was restricted just now. With `period` it holds what was created in a category from `created_after` on and before `created_before`, 20,000 records at most; that takes the scope `<category>:export` as well. The last file, `signature.jws`, is signed by the service and names all others with their SHA-256 (`npm run verify-archive`). The header `Mayfly-Archive-Id` names the archive for the desk; nothing of it is stored.',
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
    fails: [...callerCodes, ...bodyCodes, 'record-not-found', 'keys-unavailable'],
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
  expires_at: '2029-11-25T09:30:00.000Z',
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
      'A person or a conversation is deleted before the answer, what is written meanwhile too. What exists in a category (any but the manager log) is hidden from `effective_at` on, also where the category stays on, and deleted within minutes; what is stored later stays. `tenant: true` ends the tenant: from `effective_at` on its callers are refused (410), its keys are destroyed, then all that is stored of it, its log and its rights. Export first what you want to keep. Both take the scope `tenant`, which owners have. With the `plan` of a preview it is refused when anything has come or gone since. Where no answer comes, a repetition under the same `Idempotency-Key` carries on and tells the end; so does the service by itself, within minutes. The `salt` is told here, once, and kept nowhere: with it and the values that were asked by, the receipt shows whose it is. Keep it as you keep personal data; a repetition answers null, and so does a category.',
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
              summary: 'A conversation, whoever it was with',
              value: { scope: { conversation_id: 'conv-7f3a' }, confirm: true },
            },
            category: {
              summary: 'All that is stored of a category now',
              value: { scope: { category: 'chat_messages' }, confirm: true },
            },
            tenant: {
              summary: 'All there is of the tenant, and its keys',
              value: { scope: { tenant: true }, confirm: true },
            },
          },
        },
      },
    },
    responses: {
      '200': { description: 'Erased.', content: createdContent },
      '202': {
        description: 'Accepted; the id tells how far it has come.',
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
    description: 'Newest first. They tell by what was asked and how much is gone, not of whom.',
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
    summary: 'List the erasures of a tenant as a whole',
    description:
      'For operators: with their receipts, also when nothing else is left of the tenant.',
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
        description: 'Its erasures.',
        content: jsonContent(schemaRef('TenantErasures'), 'One', {
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
    summary: 'Read the erasure of a whole tenant by its number',
    description:
      'For everybody who knows the number, which is random: nobody of the tenant can sign in any more when the receipt is signed. Any other erasure is not found.',
    tags: ['Tenant'],
    scope: 'public',
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('TenantErasureSought'), 'One', {
        tenant: 'blumen',
        id: exampleId,
      }),
    },
    responses: {
      '200': {
        description: 'How far it has come, and its receipt.',
        content: jsonContent(schemaRef('TenantErasure'), 'One that is over', endedTenant),
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
