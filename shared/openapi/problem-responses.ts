import { type ProblemCode, problemTable } from '#shared/base/problems/problem-table.ts';
import type { Answer, JsonSchema, Reference } from './openapi-document.ts';
import { schemaRef } from './openapi-document.ts';

const exampleRequestId = '0b5c8f0e-6f0d-4a3e-9a53-2f4d1c7e8b90';

/** The codes that every path except `/health` may answer. */
export const anyCodes = [
  'query-invalid',
  'precondition-unsupported',
  'https-required',
  'internal',
  'keys-refused',
  'deadline-exceeded',
] as const satisfies readonly ProblemCode[];

/** The codes of paths for the data of a tenant. Callers use an API key, a token or a session. */
export const callerCodes = [
  ...anyCodes,
  'credential-missing',
  'credential-malformed',
  'credential-unknown',
  'credential-revoked',
  'token-invalid',
  'session-ended',
  'cross-site-request',
  'issuer-unavailable',
  'tenant-unnamed',
  'not-a-member',
  'tenant-erased',
  'scope-missing',
  'origin-refused',
  'too-many-requests',
  'store-unavailable',
  'restore-pending',
] as const satisfies readonly ProblemCode[];

/** The codes of paths that are only for people and belong to no tenant. */
export const personCodes = [
  ...anyCodes,
  'credential-missing',
  'credential-malformed',
  'credential-unknown',
  'credential-revoked',
  'token-invalid',
  'session-ended',
  'cross-site-request',
  'people-only',
  'issuer-unavailable',
  'origin-refused',
  'too-many-requests',
  'store-unavailable',
  'restore-pending',
] as const satisfies readonly ProblemCode[];

/** The codes of paths that need a device token. */
export const deviceCodes = [
  ...anyCodes,
  'device-token-missing',
  'device-token-invalid',
  'tenant-erased',
  'category-off',
  'origin-refused',
  'too-many-requests',
  'store-unavailable',
  'keys-unavailable',
  'restore-pending',
] as const satisfies readonly ProblemCode[];

/** The codes of tasks, which Cloud Scheduler calls. */
export const taskCodes = [
  ...anyCodes,
  'credential-missing',
  'credential-malformed',
  'token-invalid',
  'store-unavailable',
  'restore-pending',
  'task-failed',
] as const satisfies readonly ProblemCode[];

/** The additional codes of paths whose requests have a body. */
export const bodyCodes = [
  'content-type-unsupported',
  'body-too-large',
  'json-malformed',
  'validation-failed',
] as const satisfies readonly ProblemCode[];

/** Returns an example of an error answer with this code. */
export function problemExample(code: ProblemCode) {
  return {
    type: `urn:mayfly:problem:${code}`,
    code,
    ...problemTable[code],
    request_id: exampleRequestId,
    ...(code === 'validation-failed' && { errors: [{ pointer: '/email', rule: 'required' }] }),
    ...(code === 'query-invalid' && {
      errors: [{ parameter: 'limit', rule: 'whole number from 1 to 200' }],
    }),
    ...(code === 'precondition-unsupported' && {
      errors: [
        { header: 'If-Match', rule: 'this path does not check it: send the request without it' },
      ],
    }),
    ...(code === 'header-invalid' && {
      errors: [{ header: 'Idempotency-Key', rule: '1 to 255 visible ASCII characters' }],
    }),
  };
}

function groupByStatus(codes: readonly ProblemCode[]): Map<number, ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>();
  for (const code of [...new Set(codes)].toSorted()) {
    const { status } = problemTable[code];
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
}

function pascal(code: string): string {
  return code.replaceAll(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function headersOf(status: number): { [name: string]: Reference } {
  const headerRef = (name: string) => ({ $ref: `#/components/headers/${name}` });
  return {
    'X-Request-Id': headerRef('X-Request-Id'),
    ...(status === 401 && { 'WWW-Authenticate': headerRef('WWW-Authenticate') }),
    ...((status === 429 || status === 503) && { 'Retry-After': headerRef('Retry-After') }),
  };
}

function answerOf(status: number, codes: readonly ProblemCode[]): Answer {
  const schema: JsonSchema = {
    allOf: [schemaRef('Problem')],
    properties: { status: { const: status }, code: { enum: codes } },
  };
  const examples = codes.map((code) => [
    code,
    { summary: problemTable[code].title, value: problemExample(code) },
  ]);
  return {
    description: codes.map((code) => `\`${code}\`: ${problemTable[code].title}.`).join(' '),
    headers: headersOf(status),
    content: { 'application/problem+json': { schema, examples: Object.fromEntries(examples) } },
  };
}

export type ProblemResponses = {
  /**
   * Returns references to the error responses of an operation, by status. Each response lists the
   * codes with its status.
   */
  readonly responsesFor: (codes: readonly ProblemCode[]) => { [status: string]: Reference };
  /** Returns all error responses that operations refer to, by the names of their components. */
  readonly components: () => { [name: string]: Answer };
};

/**
 * Collects the error responses of operations. If two operations have the same codes for a status,
 * they share one component.
 */
export function createProblemResponses(): ProblemResponses {
  const components = new Map<string, Answer>();
  const refer = (status: number, codes: readonly ProblemCode[]): Reference => {
    const name = codes.map(pascal).join('.');
    if (!components.has(name)) components.set(name, answerOf(status, codes));
    return { $ref: `#/components/responses/${name}` };
  };
  return {
    responsesFor: (codes) =>
      Object.fromEntries(
        [...groupByStatus(codes)].map(([status, group]) => [String(status), refer(status, group)]),
      ),
    components: () =>
      Object.fromEntries([...components].toSorted(([left], [right]) => (left < right ? -1 : 1))),
  };
}
