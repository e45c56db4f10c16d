import type { App } from '#shared/http/create-app.ts';
import type { PlannedRecord } from './plan-other-categories.ts';

type TenantRequest = {
  method: 'POST' | 'PUT';
  path: string;
  apiKey: string;
  body: { readonly [field: string]: unknown } | readonly unknown[];
  file?: PlannedRecord['file'];
};

/** The body as JSON, or as a form with the file behind its fields. */
function encode({ body, file }: TenantRequest) {
  if (file === undefined)
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) form.append(name, String(value));
  form.append('file', new Blob([file.text], { type: file.type }), file.name);
  return { headers: {}, body: form };
}

/** One request with the tenant's key, through all of the app; anything but success is an error. @returns what was stored */
export async function postAsTenant(
  app: App,
  request: TenantRequest,
): Promise<{ readonly id: string }> {
  const { headers, body } = encode(request);
  const response = await app.request(request.path, {
    method: request.method,
    headers: { authorization: `Bearer ${request.apiKey}`, ...headers },
    body,
  });
  if (response.ok) return (await response.json()) as { id: string };
  const answer = await response.text();
  throw new Error(`The demo's ${request.method} ${request.path} was refused: ${answer}`);
}
