import type { OnceDeps } from '#shared/access/do-once.ts';
import { issueApiKey, listApiKeys, revokeApiKey } from '#shared/access/manage-api-keys.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing } from '#shared/http/route/personal.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { onceFor } from './once-for.ts';

const path = '/v1/tenant/api-keys';

/**
 * Adds the routes of a tenant's API keys. A key gives access to personal data. So the manager log
 * notes each person who creates or revokes a key.
 */
export function addApiKeyRoutes(
  app: App,
  deps: OnceDeps & RecordDeps & { readonly categories: readonly Category[] },
): void {
  addRoute(app, {
    method: 'GET',
    path,
    admission: callersWith('tenant'),
    query: noQuery,
    body: noBody,
    personal: false,
    handle: async (c) => c.json({ items: await listApiKeys(deps, c.var.ctx) }),
  });

  addRoute(app, {
    method: 'POST',
    path,
    admission: callersWith('tenant'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('tenant.api-keys', 'none'),
    async handle(c, { body, idempotencyKey }) {
      const { ctx } = c.var;
      const request = { tenant: ctx.tenant, verb: 'api-keys', key: idempotencyKey, body };
      return c.json(await issueApiKey(deps, ctx, body, onceFor(c, deps, request)), 201);
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path: `${path}/:id`,
    admission: callersWith('tenant'),
    query: noQuery,
    body: noBody,
    personal: changing('tenant.api-keys.delete', 'own-id'),
    async handle(c) {
      await revokeApiKey(deps, c.var.ctx, { id: c.req.param('id') });
      return c.body(null, 204);
    },
  });
}
