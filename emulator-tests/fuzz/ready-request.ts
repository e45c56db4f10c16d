import type { PlannedRequest } from './arbitrary-request.ts';
import { canary, foreignCanary } from './canary.ts';

/** A planned request whose placeholders are filled in. */
export type ReadyRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array | undefined;
};

/**
 * Fills in the placeholders of a planned request. If `isForeign` is true, the request is for the
 * tenant `other`. Then it contains the canary of this tenant: a word that no other tenant may see.
 */
export function readyRequest(
  { method, url, headers, body }: PlannedRequest,
  isForeign: boolean,
  resolve: (text: string) => string,
): ReadyRequest {
  const own = (text: string) => (isForeign ? text.replaceAll(canary, foreignCanary) : text);
  const fill = (text: string) => own(resolve(text));
  const bytes = typeof body?.bytes === 'string' ? fill(body.bytes) : body?.bytes;
  const type = body !== undefined && body.type !== '' ? { 'content-type': body.type } : {};
  const filled = Object.entries(headers).map(([name, value]) => [name, fill(value)]);
  return {
    method,
    url: fill(url),
    headers: { ...type, ...Object.fromEntries(filled) },
    body: method === 'GET' || method === 'HEAD' ? undefined : bytes,
  };
}

export function toRequest({ method, url, headers, body }: ReadyRequest): Request {
  return new Request(`http://localhost${url}`, {
    method,
    headers,
    ...(body !== undefined && { body: body as BodyInit }),
  });
}

/**
 * Returns the request as text for the report, with long texts cut. This text may show credentials,
 * because they are of no use after the run.
 */
export function tellRequest({ method, url, headers, body }: ReadyRequest): string {
  const text =
    typeof body === 'string' ? body : body && `${Buffer.from(body).toString('latin1')} (bytes)`;
  return [
    `${method} ${url.slice(0, 600)}`,
    JSON.stringify(headers),
    (text ?? '').slice(0, 1_500),
  ].join('\n');
}
