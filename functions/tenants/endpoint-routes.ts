import type { Context as HonoContext } from 'hono';
import { requireScope } from '#shared/access/scope.ts';
import type { App } from '#shared/http/create-app.ts';
import type { AppEnv } from '#shared/http/env.ts';
import { noBody } from '#shared/http/read/body.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing } from '#shared/http/route/personal.ts';
import {
  type ChangedEndpoint,
  deleteEndpoint,
  type EndpointDeps,
  putEndpoint,
  rotateSecrets,
} from '#shared/tenants/notices/change-endpoints.ts';
import { listEndpoints, renderRoute } from '#shared/tenants/notices/read-endpoints.ts';

const path = '/v1/tenant/notice-endpoints';

/**
 * Answers with an endpoint. If its secrets are new, the answer also contains the secrets. No later
 * answer contains them.
 */
function answer(c: HonoContext<AppEnv>, deps: EndpointDeps, changed: ChangedEndpoint): Response {
  const { route, created, secrets } = changed;
  const shown = secrets && {
    signing_secret: secrets.signing,
    matching_secret: secrets.matching,
  };
  return c.json({ ...renderRoute(route, deps.now()), ...shown }, created ? 201 : 200);
}

/**
 * Adds the routes of the endpoints of recipients. An endpoint gets notices about persons. So the
 * manager log notes each person who changes an endpoint.
 */
export function addEndpointRoutes(app: App, deps: EndpointDeps): void {
  addRoute(app, {
    method: 'GET',
    path,
    admission: callersWith('tenant'),
    query: noQuery,
    body: noBody,
    personal: false,
    async handle(c) {
      const { tenant, scopes } = c.var.ctx;
      requireScope(scopes, 'tenant');
      return c.json({ items: await listEndpoints(deps, tenant) });
    },
  });

  addRoute(app, {
    method: 'PUT',
    path: `${path}/:id`,
    admission: callersWith('tenant'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: changing('tenant.notice-endpoints.replace', 'chosen-id'),
    async handle(c, { body }) {
      const input = { id: c.req.param('id'), body };
      return answer(c, deps, await putEndpoint(deps, c.var.ctx, input));
    },
  });

  addRoute(app, {
    method: 'PUT',
    path: `${path}/:id/secrets`,
    admission: callersWith('tenant'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: changing('tenant.notice-endpoints.secrets', 'chosen-id'),
    async handle(c, { body }) {
      const input = { id: c.req.param('id'), body };
      return answer(c, deps, await rotateSecrets(deps, c.var.ctx, input));
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path: `${path}/:id`,
    admission: callersWith('tenant'),
    query: noQuery,
    body: noBody,
    personal: changing('tenant.notice-endpoints.delete', 'chosen-id'),
    async handle(c) {
      await deleteEndpoint(deps, c.var.ctx, { id: c.req.param('id') });
      return c.body(null, 204);
    },
  });
}
