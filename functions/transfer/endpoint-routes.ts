import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing } from '#shared/http/route/personal.ts';
import {
  deleteEndpoint,
  type IsTarget,
  listEndpoints,
  setEndpoint,
} from '#shared/transfer/endpoints/change-endpoints.ts';
import type { HandingDeps } from '#shared/transfer/handing/hand-over.ts';
import { testEndpoint } from '#shared/transfer/handing/transfer-data.ts';

const path = '/v1/transfer-endpoints';
const admission = callersWith('tenant');

/**
 * Adds the routes of a tenant's endpoints. The manager log notes each person who changes an
 * endpoint, because endpoints decide which system gets personal data.
 */
export function addEndpointRoutes(app: App, handing: HandingDeps, isTarget: IsTarget): void {
  addRoute(app, {
    method: 'GET',
    path,
    admission,
    query: noQuery,
    body: noBody,
    personal: false,
    handle: async (c) => c.json(await listEndpoints(c.var.ctx)),
  });

  addRoute(app, {
    method: 'PUT',
    path: `${path}/:id`,
    admission,
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: changing('transfer-endpoints.replace', 'chosen-id'),
    async handle(c, { body }) {
      const input = { id: c.req.param('id'), body };
      const { endpoint, created } = await setEndpoint(c.var.ctx, isTarget, input);
      return c.json(endpoint, created ? 201 : 200);
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path: `${path}/:id`,
    admission,
    query: noQuery,
    body: noBody,
    personal: changing('transfer-endpoints.delete', 'chosen-id'),
    async handle(c) {
      await deleteEndpoint(c.var.ctx, { id: c.req.param('id') });
      return c.body(null, 204);
    },
  });

  addRoute(app, {
    method: 'POST',
    path: `${path}/:id/test`,
    admission,
    query: noQuery,
    body: noBody,
    idempotency: repeatable,
    personal: false,
    async handle(c) {
      const { signal } = c.req.raw;
      const asked = { id: c.req.param('id'), isWaitedFor: () => !signal.aborted };
      return c.json(await testEndpoint(c.var.ctx, handing, asked));
    },
  });
}
