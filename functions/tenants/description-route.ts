import { etag } from 'hono/etag';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { everyone } from '#shared/http/route/admission.ts';
import apiDescription from '../../infra/openapi.json' with { type: 'json' };

const apiText = JSON.stringify(apiDescription);

/**
 * Adds the route of the API's description. The description is the same for everyone and not secret.
 * So shared caches may store it.
 */
export function addDescriptionRoute(app: App): void {
  const tag = etag();
  addRoute(app, {
    method: 'GET',
    path: '/v1/openapi.json',
    admission: everyone,
    query: noQuery,
    body: noBody,
    personal: false,
    conditional: ['If-None-Match'],
    async handle(c) {
      c.header('cache-control', 'public, max-age=3600');
      c.header('content-type', 'application/json');
      await tag(c, async () => {
        c.res = c.body(apiText);
      });
      return c.res;
    },
  });
}
