import type { Answer } from '#shared/openapi/openapi-document.ts';
import { resolveAnswer } from '#shared/openapi/read-contents.ts';
import { createValidator } from '#shared/openapi/testing/create-validator.ts';
import { findCanary } from './canary.ts';
import { document, operationOf } from './described-operations.ts';

const validate = createValidator(document);
const problemSchema = { $ref: '#/components/schemas/Problem' };

/** An answer as it arrived. */
export type Received = {
  readonly method: string;
  readonly pathname: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

const secureHeaders: { readonly [name: string]: string } = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The paths of the console's start page and of its files. They do not belong to the API. */
const pages = /^\/(?:$|assets\/)/;
/**
 * Every path may answer with these problems, even if the description of an operation does not list
 * them.
 */
const anywhere = new Set(['route-unknown', 'method-not-allowed']);
/** Only answers to repeated requests have this header. */
const notAlways = new Set(['idempotency-replayed']);
/** An answer with several records has no entity tag. */
const isOfSeveral = (text: string) => text.startsWith('{"items":');

function checkHeaders({ headers, status, pathname }: Received): string[] {
  const wrong = Object.entries(secureHeaders)
    .filter(([name, value]) => headers.get(name) !== value)
    .map(([name]) => `${name} is ${headers.get(name)}`);
  const isShared = /^\/v1\/(?:openapi\.json|public\/)|^\/assets\/|^\/\.well-known\//.test(pathname);
  if ((status >= 400 || !isShared) && headers.get('cache-control') !== 'private, no-store')
    wrong.push(`cache-control is ${headers.get('cache-control')}`);
  if (
    !/default-src 'none'.*frame-ancestors 'none'/.test(headers.get('content-security-policy') ?? '')
  )
    wrong.push('content-security-policy');
  if (!/^(?:[0-9a-f-]{36}|fuzz:1)$/.test(headers.get('x-request-id') ?? ''))
    wrong.push('x-request-id');
  if (headers.has('access-control-allow-origin')) wrong.push('an origin is allowed');
  // A file is returned with the name and the type that its uploader sent.
  const names = status < 400 ? ['content-disposition', 'content-type'] : [];
  const own = [...headers].filter(([name]) => !names.includes(name));
  const told = own.map(([name, value]) => `${name}: ${value}`).join('\n');
  if (findCanary(told) !== undefined) wrong.push('a header repeats what was sent');
  return wrong;
}

function checkBody(received: Received, answer: Answer): string[] {
  const { headers, text, method } = received;
  const wrong = Object.keys(answer.headers ?? {})
    .filter((name) => !headers.has(name) && !notAlways.has(name.toLowerCase()))
    .filter((name) => name !== 'ETag' || !isOfSeveral(text))
    .map((name) => `the described header ${name} is missing`);
  if (method === 'HEAD') return wrong;
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  const described = Object.keys(answer.content ?? {});
  if (described.length === 0)
    return text === '' ? wrong : [...wrong, 'a body that is not described'];
  const mediaType = answer.content?.[type] ?? answer.content?.['*/*'];
  if (mediaType === undefined) return [...wrong, `content type ${type} is not described`];
  if (!type.endsWith('json')) return wrong;
  return [...wrong, ...validate(mediaType.schema, JSON.parse(text))];
}

function codeOf(received: Received): string | undefined {
  if (received.status < 400 || received.method === 'HEAD') return undefined;
  return (JSON.parse(received.text) as { readonly code?: string }).code;
}

function checkProblem(received: Received): string[] {
  const { headers, status, text, method } = received;
  const wrong: string[] = [];
  if (status >= 500) wrong.push(`status ${status}`);
  if (headers.get('content-type') !== 'application/problem+json')
    wrong.push('the content type is not that of a problem');
  if (method === 'HEAD') return wrong;
  const problem = JSON.parse(text) as { readonly status?: number; readonly request_id?: string };
  if (problem.status !== status) wrong.push('the problem states another status');
  if (problem.request_id !== headers.get('x-request-id')) wrong.push('another request id');
  if (findCanary(text) !== undefined) wrong.push('the problem repeats what was sent');
  if ((status === 429 || status === 503) && !/^\d+$/.test(headers.get('retry-after') ?? ''))
    wrong.push('the header Retry-After is missing');
  if (status === 405 && !headers.has('allow')) wrong.push('the header Allow is missing');
  return [...wrong, ...validate(problemSchema, problem)];
}

/**
 * Lists the faults of an answer. It checks the answer against its description and the rules for all
 * answers.
 */
export function checkAnswer(received: Received): string[] {
  const { status, method, pathname } = received;
  const wrong = checkHeaders(received);
  if (status >= 400) wrong.push(...checkProblem(received));
  const operation = operationOf(method, pathname)?.operation;
  if (anywhere.has(codeOf(received) ?? '')) return wrong;
  if (operation === undefined) {
    if (status < 400 && !(pages.test(pathname) && /^(?:GET|HEAD)$/.test(method)))
      wrong.push(`status ${status} of an operation that is not described`);
    return wrong;
  }
  const described = operation.responses[status];
  if (described === undefined) return [...wrong, `status ${status} is not described`];
  return [...wrong, ...checkBody(received, resolveAnswer(document, described))];
}
