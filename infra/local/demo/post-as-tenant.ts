import type { App } from '#shared/http/create-app.ts';
import type { PlannedRecord } from './plan-other-categories.ts';

type TenantRequest = {
  method: 'POST' | 'PUT';
  path: string;
  apiKey: string;
  /** The body. If it is a text, it is sent as CSV. */
  body: { readonly [field: string]: unknown } | readonly unknown[] | string;
  file?: PlannedRecord['file'];
};

/** Encodes the body as CSV, JSON or a form. In a form the file comes after the fields. */
function encode({ body, file }: TenantRequest) {
  if (typeof body === 'string') return { headers: { 'content-type': 'text/csv' }, body };
  if (file === undefined)
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) form.append(name, String(value));
  form.append('file', new Blob([file.text], { type: file.type }), file.name);
  return { headers: {}, body: form };
}

/**
 * Sends one request with the tenant's API key to the app. The request passes every layer of the
 * app, as in production, except the rate limit and the check of the page's origin.
 * @returns the answer's body
 * @throws an error if the request does not succeed
 */
export async function postAsTenant(app: App, request: TenantRequest): Promise<unknown> {
  const { headers, body } = encode(request);
  const response = await app.request(request.path, {
    method: request.method,
    headers: { authorization: `Bearer ${request.apiKey}`, ...headers },
    body,
  });
  if (response.ok) return response.json();
  const answer = await response.text();
  throw new Error(`The demo's ${request.method} ${request.path} was refused: ${answer}`);
}
