import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing } from '#shared/http/route/personal.ts';
import { giveDeviceToken, revokeDeviceToken } from '#shared/transfer/tokens/give-device-token.ts';

/**
 * Adds the routes for device tokens. A tenant's backend gives such a token to the page of one
 * conversation.
 */
export function addDeviceTokenRoutes(app: App): void {
  addRoute(app, {
    method: 'POST',
    path: '/v1/device-tokens',
    admission: callersWith('variables:write'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('device-tokens.create', 'none'),
    async handle(c, { body, idempotencyKey }) {
      const { replayed, ...given } = await giveDeviceToken(c.var.ctx, { body, idempotencyKey });
      if (replayed) c.header('idempotency-replayed', 'true');
      return c.json(given, replayed ? 200 : 201);
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path: '/v1/device-tokens/:id',
    admission: callersWith('variables:write'),
    query: noQuery,
    body: noBody,
    personal: changing('device-tokens.delete', 'own-id'),
    async handle(c) {
      await revokeDeviceToken(c.var.ctx, { id: c.req.param('id') });
      return c.body(null, 204);
    },
  });
}
