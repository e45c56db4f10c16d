import { createRaffle } from '#shared/domains/raffles/create-raffle.ts';
import { listRaffles } from '#shared/domains/raffles/list-raffles.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery, pageQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';

/** Adds the routes that list and create raffles. */
export function addRaffleRoutes(app: App): void {
  addRoute(app, {
    method: 'GET',
    path: '/v1/raffles',
    admission: callersWith('raffle_participations:read', 'raffle_participations:write'),
    query: pageQuery,
    body: noBody,
    personal: reading('raffles.list', 'none'),
    handle: async (c, { query }) => c.json(await listRaffles(c.var.ctx, query)),
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/raffles',
    admission: callersWith('raffle_participations:write'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('raffles.create', 'none'),
    async handle(c, { body, idempotencyKey }) {
      const { answer, replayed } = await createRaffle(c.var.ctx, { body, idempotencyKey });
      if (replayed) c.header('idempotency-replayed', 'true');
      return c.json(answer, 201);
    },
  });
}
