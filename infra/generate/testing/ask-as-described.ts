import { expect } from 'vitest';
import type { Answer, OpenApiDocument, Operation } from '#shared/openapi/openapi-document.ts';
import { resolveAnswer } from '#shared/openapi/read-contents.ts';
import type { Validate } from '#shared/openapi/testing/create-validator.ts';
import type { ApiFixture } from './create-api-fixture.ts';
import { functionOf } from './function-of.ts';

export type DescribedOperation = {
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
};

export type ApiRequest = {
  readonly id?: string;
  readonly query?: string;
  /** The body. An object is sent as JSON or as the described form. A string is sent unchanged. */
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
  /** Sends no credential. */
  readonly anonymous?: true;
};

export type Asking = {
  readonly document: OpenApiDocument;
  readonly validate: Validate;
  readonly fixture: ApiFixture;
  readonly key: string;
};

/** Encodes values as a multipart form (RFC 7578). The value `file` is sent as a PNG file. */
async function encodeForm(values: object): Promise<{ type: string; bytes: ArrayBuffer }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(values) as [string, string][])
    if (name === 'file') form.append(name, new Blob([value], { type: 'image/png' }), 'ü.png');
    else form.append(name, value);
  const encoded = new Response(form);
  return {
    type: encoded.headers.get('content-type') ?? '',
    bytes: await encoded.arrayBuffer(),
  };
}

/** The media type and the bytes of a body. */
export async function encode({ operation }: DescribedOperation, body: unknown) {
  const [type = 'application/json'] = Object.keys(operation.requestBody?.content ?? {});
  const isForm = type === 'multipart/form-data';
  if (isForm && typeof body === 'object' && body !== null) return encodeForm(body);
  const bytes = typeof body === 'string' ? body : JSON.stringify(body);
  return { type: isForm ? `${type}; boundary=x` : type, bytes };
}

/** Returns the query string with all required parameters and their example values. */
export function requiredQuery({ parameters = [] }: Operation): string {
  const required = parameters.flatMap((each) =>
    'name' in each && each.in === 'query' && each.required === true ? [each] : [],
  );
  if (required.length === 0) return '';
  return `?${required.map(({ name, example }) => `${name}=${String(example)}`).join('&')}`;
}

async function send({ fixture, key }: Asking, each: DescribedOperation, request: ApiRequest) {
  const { method, path, operation } = each;
  const isForPeople = operation.security.some((security) => 'personToken' in security);
  const isForKeys = operation.security.some((security) => 'apiKey' in security);
  const isForDevices = operation.security.some((security) => 'deviceToken' in security);
  const ofCaller = isForPeople && !isForKeys ? fixture.personToken : key;
  const credential = isForDevices ? await fixture.deviceTokenFor(path) : ofCaller;
  const { id = 'x', query = requiredQuery(operation), body } = request;
  const { type, bytes } = await encode(each, body);
  const name = functionOf(path);
  const headers = {
    ...(request.anonymous === undefined && { authorization: `Bearer ${credential}` }),
    ...(body !== undefined && { 'content-type': type }),
    ...request.headers,
  };
  const init = { method, headers, ...(body !== undefined && { body: bytes }) };
  return fixture.apps[name].request(path.replace('{id}', id) + query, init);
}

function expectHeaders(response: Response, { headers = {} }: Answer, isOfSeveral: boolean): void {
  const sent = Object.keys(headers).filter((name) => response.headers.has(name));
  // Most answers lack `Idempotency-Replayed`, because only answers to repeated requests have it. An
  // answer about several records has no `ETag`.
  const optional = ['Idempotency-Replayed', ...(isOfSeveral ? ['ETag'] : [])];
  expect([...sent, ...optional]).toEqual(expect.arrayContaining(Object.keys(headers)));
}

/**
 * Sends a request to the function that serves its path, and compares the answer with its
 * description: status, headers, media type, body.
 * @returns the status, or the problem's code if the answer is a problem
 */
export async function askAsDescribed(
  asking: Asking,
  each: DescribedOperation,
  request: ApiRequest,
): Promise<string> {
  const response = await send(asking, each, request);
  const sent = await response.text();
  const { status } = response;
  const described = each.operation.responses[status];
  if (described === undefined)
    throw new Error(`${each.route} does not describe ${status}: ${sent}`);
  const answer = resolveAnswer(asking.document, described);
  expectHeaders(response, answer, Array.isArray(request.body));
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const types = Object.keys(answer.content ?? {});
  if (sent === '') expect(types).toEqual([]);
  else expect(types).toContain(types[0] === '*/*' ? '*/*' : type);
  if (!type.endsWith('json')) return String(status);
  const value = JSON.parse(sent) as { readonly code: string };
  const complaints = asking.validate(answer.content?.[type]?.schema ?? {}, value);
  expect({ complaints, sent }).toEqual({ complaints: [], sent });
  return status < 400 ? String(status) : value.code;
}
