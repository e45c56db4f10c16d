import { gzipSync } from 'node:zlib';

/** Most bad requests contain this word. No answer, header or log line may contain it. */
export const planted = 'Zwiebelturm.8841';

export type BadRequest = {
  readonly name: string;
  /** Method and path. */
  readonly route: string;
  /** An object is sent as JSON; a string or bytes are sent unchanged. */
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
  readonly status: number;
  readonly code: string;
};

const messages = 'POST /v1/chat-messages';
const customers = 'POST /v1/customers';
const message = { conversation_id: 'c1', author: 'bot', text: planted };
const customer = { email: `${planted}@example.org`, authenticated_by: 'sso' };

function invalid(name: string, route: string, body: unknown): BadRequest {
  return { name, route, body, status: 422, code: 'validation-failed' };
}

const fields: readonly BadRequest[] = [
  invalid('unknown field', messages, { ...message, [planted]: planted }),
  invalid(
    'unknown field __proto__',
    messages,
    `{"__proto__":{"x":1},${JSON.stringify(message).slice(1)}`,
  ),
  invalid('field that the system sets', messages, { ...message, id: '0'.repeat(32) }),
  invalid('wrong type', messages, { ...message, text: { a: planted } }),
  invalid('number in a text field', messages, { ...message, text: 4711 }),
  invalid('null for a required field', messages, { ...message, author: null }),
  invalid('missing field', messages, { text: planted }),
  invalid('value that is not in the enum', messages, { ...message, author: planted }),
  invalid('empty text', messages, { ...message, text: '' }),
  invalid('16,001 characters', messages, { ...message, text: 'ä'.repeat(16_001) }),
  invalid('16,001 emoji', messages, { ...message, text: '🍀'.repeat(16_001) }),
  invalid(
    'lone surrogate in a text',
    messages,
    `{"conversation_id":"c1","author":"bot","text":"${planted}\\ud800"}`,
  ),
  invalid(
    'lone surrogate in an email',
    customers,
    `{"email":"\\udc00${planted}@example.org","authenticated_by":"sso"}`,
  ),
  ...[
    ['whole number that a double would round', '24681357902468135'],
    ['same key twice in one object', `{"a":"${planted}","a":1}`],
    ['same key twice, once with an escape', `{"a":"${planted}","\\u0061":1}`],
    ['lone surrogate', `"${planted}\\ud800"`],
    ['lone surrogate in a key', `{"${planted}\\udc00":1}`],
  ].map(([name = '', value = '']) =>
    invalid(
      `in the values: ${name}`,
      customers,
      `{"email":"${planted}@example.org","authenticated_by":"sso","values":{"a":[${value}]}}`,
    ),
  ),
  invalid(
    'same field twice in the body',
    messages,
    `{"text":"${planted}",${JSON.stringify(message).slice(1)}`,
  ),
  invalid('email in a plain field', messages, {
    ...message,
    conversation_id: `${planted}@example.org`,
  }),
  invalid('phone number in a plain field', messages, {
    ...message,
    conversation_id: '0171-3920012',
  }),
  invalid('text that is not an instant', messages, { ...message, sent_at: planted }),
  invalid(
    '501 records in an array',
    messages,
    Array.from({ length: 501 }, () => message),
  ),
  invalid('empty array', messages, []),
  invalid('array in an array', messages, [[message]]),
  invalid('one bad element of many', messages, [
    message,
    message,
    { ...message, author: 'x' },
    message,
  ]),
  invalid('JSON that is not an object', messages, JSON.stringify(planted)),
  invalid('null', messages, 'null'),
  invalid('customer without `authenticated_by`', customers, { email: customer.email }),
  invalid('text that is not an email', customers, { ...customer, email: planted }),
  invalid('201 keys', customers, {
    ...customer,
    values: Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`${planted}${at}`, 1])),
  }),
  invalid('values over 64 KiB', customers, { ...customer, values: { a: planted.repeat(5_000) } }),
  invalid('values that are an array', customers, { ...customer, values: [planted] }),
  invalid('upsert without an email', 'PUT /v1/customers', { authenticated_by: 'sso' }),
  invalid('search by two values', `${customers}/search`, { email: customer.email, phone: '+49' }),
  invalid('search without a value', `${customers}/search`, {}),
  invalid('search with a limit of 0', `${customers}/search`, { email: customer.email, limit: 0 }),
  invalid('subject with an email and a phone number', 'PUT /v1/conversations/c1/subject', {
    email: customer.email,
    phone: '+49 221 4710 012',
  }),
  {
    name: 'two customers with the same email in a batch',
    route: customers,
    body: [customer, customer],
    status: 409,
    code: 'already-exists',
  },
  {
    name: '101 emails in a batch',
    route: customers,
    body: Array.from({ length: 101 }, (_, at) => ({
      ...customer,
      email: `${at}${customer.email}`,
    })),
    status: 422,
    code: 'lookup-limit',
  },
  {
    name: 'more than 3 MiB of records',
    route: messages,
    body: Array.from({ length: 400 }, () => ({ ...message, text: 'x'.repeat(8_000) })),
    status: 413,
    code: 'batch-too-large',
  },
];

const malformed = (
  name: string,
  body: unknown,
  status = 400,
  code = 'json-malformed',
  headers?: BadRequest['headers'],
): BadRequest => ({
  name,
  route: messages,
  body,
  status,
  code,
  ...(headers && { headers }),
});
const unsupported = (name: string, type: string): BadRequest =>
  malformed(name, JSON.stringify(message), 415, 'content-type-unsupported', {
    'content-type': type,
  });

const bodies: readonly BadRequest[] = [
  malformed('incomplete JSON', `{"text":"${planted}"`),
  malformed('empty body', ''),
  malformed(
    'truncated UTF-8',
    Buffer.concat([Buffer.from(`{"text":"${planted}`), Buffer.of(0xf0, 0x9f)]),
  ),
  malformed('UTF-16', Buffer.from(JSON.stringify(message), 'utf16le')),
  malformed('a number with leading zeros', `{"text":"${planted}","n":007}`),
  unsupported('form', 'application/x-www-form-urlencoded'),
  unsupported('plain text', 'text/plain'),
  unsupported('another charset', 'application/json; charset=iso-8859-1'),
  malformed('gzip', gzipSync(JSON.stringify(message)), 415, 'content-type-unsupported', {
    'content-encoding': 'gzip',
  }),
  malformed('8 MiB and a byte', Buffer.alloc(8 * 1024 * 1024 + 1, planted), 413, 'body-too-large'),
  {
    name: 'search of 64 KiB and a byte',
    route: `${customers}/search`,
    body: `{"email":"${planted}"}`.padEnd(65_537),
    status: 413,
    code: 'body-too-large',
  },
  invalid(
    '30,000 nested arrays',
    customers,
    `{"email":"${planted}@example.org","authenticated_by":"sso","values":{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`,
  ),
];

function query(name: string, path: string, code = 'query-invalid'): BadRequest {
  return { name, route: `GET ${path}`, status: 400, code };
}

const queries: readonly BadRequest[] = [
  query('limit of 0', '/v1/chat-messages?limit=0'),
  query('limit of 201', '/v1/chat-messages?limit=201'),
  query('limit that is not a number', `/v1/chat-messages?limit=${planted}`),
  query('limit with a sign', '/v1/chat-messages?limit=%2B5'),
  query('one parameter twice', '/v1/chat-messages?limit=5&limit=6'),
  query('unknown parameter', `/v1/chat-messages?${planted}=1`),
  query(
    'filter by a value that the field cannot have',
    `/v1/chat-messages?conversation_id=${planted}%20x`,
  ),
  query(
    'parameter on a route without parameters',
    `/v1/chat-messages/${'0'.repeat(32)}?${planted}=1`,
  ),
  query('unknown parameter of an export', `/v1/customers/export.csv?${planted}`),
  query('garbage as a cursor', `/v1/chat-messages?cursor=${planted}`, 'cursor-invalid'),
  query(
    'garbage as a value of `after`',
    `/v1/conversations?after=${'A'.repeat(40)}`,
    'cursor-invalid',
  ),
  query('cursor that is too long', `/v1/conversations?cursor=${'A'.repeat(513)}`, 'cursor-invalid'),
];

const tooLong: BadRequest = {
  name: 'Idempotency-Key of 300 characters',
  route: messages,
  body: message,
  headers: { 'idempotency-key': planted.repeat(20).slice(0, 300) },
  status: 400,
  code: 'header-invalid',
};

function missing(name: string, route: string, code = 'route-unknown'): BadRequest {
  return { name, route, status: code === 'method-not-allowed' ? 405 : 404, code };
}

const routes: readonly BadRequest[] = [
  missing('unknown path', `GET /v1/${planted}`),
  missing('path with a bad percent-encoding', `GET /v1/%E0%A4%A/${planted}`),
  missing('text that is not an id', `GET /v1/chat-messages/${planted}`, 'record-not-found'),
  missing(
    'deletion by a text that is not an id',
    `DELETE /v1/customers/${planted}`,
    'record-not-found',
  ),
  missing('method that a list does not have', 'PUT /v1/chat-messages', 'method-not-allowed'),
  missing(
    'method that a record does not have',
    `PATCH /v1/chat-messages/${planted}`,
    'method-not-allowed',
  ),
  missing('OPTIONS', 'OPTIONS /v1/customers', 'method-not-allowed'),
  missing('deletion of a whole list', 'DELETE /v1/customers', 'method-not-allowed'),
];

export const badRequests: readonly BadRequest[] = [
  ...fields,
  ...bodies,
  ...queries,
  ...routes,
  { ...tooLong },
  {
    ...tooLong,
    name: 'Idempotency-Key with a space',
    headers: { 'idempotency-key': `a ${planted}` },
  },
];

/** Credentials that every route refuses, and the code of the problem. */
export const badCredentials: readonly (readonly [string, string | undefined, string])[] = [
  ['missing', undefined, 'credential-missing'],
  ['of another scheme', `Basic ${planted}`, 'credential-malformed'],
  ['not an API key', `Bearer ${planted}`, 'credential-malformed'],
  ['of two words', `Bearer ${planted} ${planted}`, 'credential-malformed'],
  ['unknown to Mayfly', `Bearer mf_acme_${'0'.repeat(64)}`, 'credential-unknown'],
  [
    'of a tenant that is unknown to Mayfly',
    `Bearer mf_nobody_${'0'.repeat(64)}`,
    'credential-unknown',
  ],
];
