import type { Category } from '#shared/categories/define-category.ts';
import { isRestrictable } from '#shared/store/restricted-collection.ts';
import { apiKeyOperations } from './api-key-operations.ts';
import { categoryOperations, categoryTag } from './category-operations.ts';
import { categorySchemas } from './category-schemas.ts';
import { consentOperations, consentSchemas } from './consent-operations.ts';
import { conversationOperations } from './conversation-operations.ts';
import { couponOperations } from './coupon-operations.ts';
import { couponSchemas } from './coupon-schemas.ts';
import { customerOperations, customerSchemas } from './customer-operations.ts';
import { fixedSchemas } from './fixed-schemas.ts';
import { importOperations, importSchemas } from './import-operations.ts';
import { sharedSchemas } from './json-schema-of.ts';
import { loyaltyOperations, loyaltySchemas } from './loyalty-operations.ts';
import { managerLogOperations, managerLogSchemas } from './manager-log-operations.ts';
import { memberOperations } from './member-operations.ts';
import { nluOperations, nluSchemas } from './nlu-operations.ts';
import { noticeOperations, noticeSchemas } from './notice-operations.ts';
import type { Method, OpenApiDocument, Operation, Route, Tag } from './openapi-document.ts';
import { ownVariableOperations, ownVariableSchemas } from './own-variable-operations.ts';
import { sharedParameters } from './parameters.ts';
import { particularsOperations, particularsSchemas } from './particulars-operations.ts';
import { personOperations } from './person-operations.ts';
import { createProblemResponses } from './problem-responses.ts';
import { processingOperations } from './processing-operations.ts';
import { processingSchemas } from './processing-schemas.ts';
import { publicOperations, publicSchemas } from './public-operations.ts';
import { raffleOperations } from './raffle-operations.ts';
import { raffleSchemas } from './raffle-schemas.ts';
import { rekeyOperation, retireOperation } from './rekey-operation.ts';
import { requestOperations } from './request-operations.ts';
import { requestSchemas } from './request-schemas.ts';
import { restrictedSchemas, restrictionSchemas } from './restriction-operations.ts';
import { finishRoute } from './route-draft.ts';
import { sealOperation } from './seal-operation.ts';
import { serviceOperations } from './service-operations.ts';
import { sessionOperations, sessionSchemas } from './session-operations.ts';
import { subjectOperations } from './subject-operations.ts';
import { subjectSchemas } from './subject-schemas.ts';
import { tenantOperations } from './tenant-operations.ts';
import { tenantSchemas } from './tenant-schemas.ts';
import { tokenOperations, tokenSchemas } from './token-operations.ts';
import { transferOperations, transferSchemas } from './transfer-operations.ts';
import { variableOperations, variableSchemas } from './variable-operations.ts';

const introduction = `Mayfly keeps personal data only as long as promised, in the European Union, with its personal fields encrypted.

Names in JSON are in snake_case. Times in answers are RFC 3339 in UTC with milliseconds. The credential identifies the tenant. Only a person
with several tenants must name the tenant, in the header \`Mayfly-Tenant\`.
A search by a personal value is a POST with a body, because logs contain URLs.
Mayfly refuses a body (422) if a part of the body cannot be stored exactly. The answer names the place of this part. Such parts are whole numbers beyond 2^53 - 1
(send them as text), a key twice in one object, and half of a surrogate pair.
Every answer has an \`X-Request-Id\`. If you send your own id in this header, in the form of a \`PlainId\`, the answer has the same id. The id is not personal, so you can send it to support.

A POST that stores a change takes an \`Idempotency-Key\`. For 24 hours you can repeat the request safely with the same key. If another
body comes with the same key, Mayfly refuses the request (422). Mayfly does not remember the keys of other POSTs. PUT, PATCH and DELETE are safe to repeat without a key.
Mayfly refuses preconditions (\`If-Match\`, \`If-None-Match\`, \`If-Unmodified-Since\`) with \`precondition-unsupported\` (400) on paths that do
not check them. Most PUT, PATCH and DELETE requests for one record take \`If-Match\` and \`If-None-Match\`. The steps of \`/v1/requests/{id}\`, \`PUT /v1/tenant\`
and \`PUT /v1/tenant/particulars\` take \`If-Match\`, and \`GET /v1/openapi.json\` takes \`If-None-Match\`.

Errors are \`application/problem+json\` (RFC 9457). A program should read the field \`code\`. The schema \`Problem\` lists all codes. Any path may also answer
\`route-unknown\` (404) and \`method-not-allowed\` (405). An answer 429 may also come from Google Cloud itself, and then has another body.
Each instance of a function counts the requests of each credential. Above the limit it answers \`too-many-requests\` (429). Then wait as long as \`Retry-After\` says.

A web page from another origin may call the API only if the tenant has registered this origin. The page sends its credential in the header \`Authorization\`, not as a cookie.`;

const fixedTags: readonly Tag[] = [
  { name: 'Conversations', description: 'Conversations, which consist of chat messages.' },
  { name: 'Raffles', description: 'Raffles, their draws and their winners.' },
  {
    name: 'Persons',
    description:
      'The data of one person: preview, archives, erasure, receipts, requests, and tokens for one’s own data.',
  },
  {
    name: 'Device data',
    description: 'Requests of a tenant’s web pages for the data of one conversation.',
  },
  { name: 'Tenant', description: 'The tenant as a whole: profile, people, keys and reports.' },
  { name: 'Service', description: 'The service itself: health, keys, tasks and operators.' },
];

const header = (description: string, schema: { readonly [keyword: string]: unknown }) => ({
  description,
  schema,
});

const headers = {
  'Retry-After': header('Seconds to wait before trying again.', { type: 'integer', minimum: 0 }),
  'WWW-Authenticate': header('Asks for a bearer credential (RFC 6750).', { type: 'string' }),
  'Idempotency-Replayed': header(
    '`true` if an earlier request with the same key has already made the change.',
    {
      const: 'true',
    },
  ),
  'X-Request-Id': header('The id of the request, for support. It is not personal.', {
    type: 'string',
  }),
  'Content-Disposition': header('Names the file.', { type: 'string' }),
  'Mayfly-Archive-Id': header(
    'The id of the archive. If a person’s request is noted in Mayfly, you can add this id to it as a proof that you answered the request. Mayfly does not store the archive.',
    {
      type: 'string',
    },
  ),
  'Mayfly-Export-Rows': header(
    'The approximate number of rows. Records may be added or deleted during the export.',
    {
      type: 'integer',
      minimum: 0,
    },
  ),
  'Mayfly-Export-Bytes': header('The approximate number of bytes, estimated from the first rows.', {
    type: 'integer',
    minimum: 0,
  }),
  'Cache-Control': header('How long caches may keep the answer.', { type: 'string' }),
  ETag: header(
    'The tag of the record’s present state. Send it in `If-Match`. Every change of the record changes the tag. An answer with several records has no tag.',
    { type: 'string' },
  ),
};

const securitySchemes = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'mf_<tenant>_<64 hexadecimal digits>',
    description:
      'An API key of a tenant. Its scopes are `<category>:write|read|delete|export`, `subjects` and `tenant`. `subjects` is for the requests of persons. Use keys only on servers, never in browsers.',
  },
  personToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'An OIDC token of a person, from an issuer that this service trusts. The rights depend on the person’s role. A person with several tenants names one in the header `Mayfly-Tenant`.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__session',
    description: 'The session of a person who signed in to the console.',
  },
  deviceToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'mfd_<tenant>_<32 hexadecimal digits>_<64 hexadecimal digits>',
    description:
      'A token for one conversation. A web page gets it from the tenant’s server. It is valid for 15 minutes and for one purpose.',
  },
  schedulerToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The OIDC token of Cloud Scheduler.',
  },
};

function pathsOf(routes: readonly Route[]): OpenApiDocument['paths'] {
  const paths: { [path: string]: { [method in Method]?: Operation } } = {};
  for (const { method, path, operation } of routes)
    paths[path] = { ...paths[path], [method]: operation };
  return paths;
}

/**
 * Describes the API of these categories, and of the service itself. The description is derived from
 * the declarations of the categories and from the problem table.
 */
export function describeApi(categories: readonly Category[]): OpenApiDocument {
  const problems = createProblemResponses();
  const drafts = [
    ...categories.flatMap(categoryOperations),
    ...conversationOperations,
    ...couponOperations,
    ...raffleOperations,
    ...loyaltyOperations,
    ...variableOperations,
    ...nluOperations,
    ...sessionOperations,
    ...customerOperations,
    ...managerLogOperations,
    ...consentOperations,
    ...subjectOperations(categories),
    ...requestOperations,
    ...tokenOperations,
    ...personOperations(categories),
    ...tenantOperations(categories),
    ...particularsOperations(categories),
    ...noticeOperations(categories),
    ...processingOperations,
    ...apiKeyOperations(categories),
    ...memberOperations,
    ...publicOperations,
    ...transferOperations,
    ...ownVariableOperations,
    ...serviceOperations(categories),
    sealOperation,
    retireOperation,
    ...importOperations,
    rekeyOperation,
  ];
  const paths = pathsOf(drafts.map((draft) => finishRoute(problems, draft)));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Mayfly',
      version: '1',
      summary: 'Stores personal data of a conversational platform, and deletes it on time.',
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this description is served' }],
    tags: [...categories.map(categoryTag), ...fixedTags],
    paths,
    components: {
      securitySchemes,
      parameters: sharedParameters,
      headers,
      schemas: {
        ...Object.assign({}, ...categories.map(categorySchemas)),
        ...Object.assign({}, ...categories.filter(isRestrictable).map(restrictedSchemas)),
        ...restrictionSchemas,
        ...sharedSchemas(),
        ...fixedSchemas,
        ...couponSchemas,
        ...raffleSchemas,
        ...loyaltySchemas,
        ...variableSchemas,
        ...nluSchemas,
        ...sessionSchemas,
        ...customerSchemas,
        ...managerLogSchemas,
        ...consentSchemas,
        ...subjectSchemas,
        ...requestSchemas,
        ...importSchemas,
        ...tokenSchemas,
        ...publicSchemas,
        ...transferSchemas,
        ...ownVariableSchemas,
        ...tenantSchemas(categories),
        ...particularsSchemas(categories),
        ...noticeSchemas,
        ...processingSchemas(categories),
      },
      responses: problems.components(),
    },
  };
}
