import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { nameFields } from '#shared/http/route/name-fields.ts';
import { changing } from '#shared/http/route/personal.ts';
import { giveToken, revokeToken, tokenFor } from '#shared/subjects/tokens/give-token.ts';

/**
 * Returns the URL of the page on which a person uses a token. The token is in the fragment of the
 * URL. Browsers do not send the fragment, so no server and no log sees the token.
 */
function urlOf(origin: string, token: string | null): string | null {
  return token === null ? null : `${origin}/my-data#token=${token}`;
}

/**
 * Adds the routes of tokens. A tenant's backend gives tokens to persons that it has authenticated.
 */
export function addTokenRoutes(app: App, origin: string): void {
  addRoute(app, {
    method: 'POST',
    path: '/v1/subject-tokens',
    admission: callersWith('subjects'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('subject-tokens.create', 'fields'),
    async handle(c, { body, idempotencyKey }) {
      nameFields(c, tokenFor(body));
      await c.var.noteChange?.();
      const { replayed, ...given } = await giveToken(c.var.ctx, { body, idempotencyKey });
      if (replayed) c.header('idempotency-replayed', 'true');
      return c.json({ ...given, url: urlOf(origin, given.token) }, replayed ? 200 : 201);
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path: '/v1/subject-tokens/:id',
    admission: callersWith('subjects'),
    query: noQuery,
    body: noBody,
    personal: changing('subject-tokens.delete', 'own-id'),
    async handle(c) {
      await revokeToken(c.var.ctx, { id: c.req.param('id') });
      return c.body(null, 204);
    },
  });
}
