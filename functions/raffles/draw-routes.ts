import { drawWinners } from '#shared/domains/raffles/draw-winners.ts';
import { listDraws } from '#shared/domains/raffles/list-draws.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery, pageQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';

/** Adds the draws of a raffle. */
export function addDrawRoutes(app: App): void {
  addRoute(app, {
    method: 'GET',
    path: '/v1/raffles/:id/draws',
    admission: callersWith('raffle_participations:read', 'raffle_participations:write'),
    query: pageQuery,
    body: noBody,
    personal: reading('raffles.draws.list', 'own-id'),
    async handle(c, { query }) {
      const input = { raffleId: c.req.param('id'), page: query };
      return c.json(await listDraws(c.var.ctx, input));
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/raffles/:id/draws',
    admission: callersWith('raffle_participations:write'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('raffles.draws', 'own-id'),
    async handle(c, { body, idempotencyKey }) {
      const input = { raffleId: c.req.param('id'), body, idempotencyKey };
      const { answer, replayed } = await drawWinners(c.var.ctx, input);
      if (replayed) c.header('idempotency-replayed', 'true');
      return c.json(answer, 201);
    },
  });
}
