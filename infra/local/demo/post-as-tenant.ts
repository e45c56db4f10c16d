import type { App } from '#shared/http/create-app.ts';

/** One request with the tenant's key, through all of the app; anything but success is an error. */
export async function postAsTenant(
  app: App,
  request: { method: 'POST' | 'PUT'; path: string; apiKey: string; body: unknown },
): Promise<void> {
  const response = await app.request(request.path, {
    method: request.method,
    headers: {
      authorization: `Bearer ${request.apiKey}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(request.body),
  });
  if (response.ok) return;
  const answer = await response.text();
  throw new Error(`The demo's ${request.method} ${request.path} was refused: ${answer}`);
}
