import { readDrawFile } from '#shared/domains/raffles/draw-file.ts';
import { drawWinners } from '#shared/domains/raffles/draw-winners.ts';
import { finishDraw } from '#shared/domains/raffles/finish-draw.ts';
import { listDraws } from '#shared/domains/raffles/list-draws.ts';
import { quietStream } from '#shared/http/answer/quiet-stream.ts';
import { untilIdle } from '#shared/http/answer/until-idle.ts';
import type { CategoryAppDeps } from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { noteStep } from '#shared/http/note-access.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery, pageQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changingInSteps, reading } from '#shared/http/route/personal.ts';

const mayRead = callersWith('raffle_participations:read', 'raffle_participations:write');
const mayDraw = callersWith('raffle_participations:write');

/**
 * Adds the routes that list, make and finish the draws of a raffle, and the route that returns the
 * file for checking a draw.
 */
export function addDrawRoutes(app: App, deps: Pick<CategoryAppDeps, 'managerLog'>): void {
  addRoute(app, {
    method: 'GET',
    path: '/v1/raffles/:id/draws',
    admission: mayRead,
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
    admission: mayDraw,
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changingInSteps('raffles.draws', 'own-id'),
    async handle(c, { body, idempotencyKey }) {
      const announce = (outcome: string) => noteStep(c, deps.managerLog, outcome);
      const input = { raffleId: c.req.param('id'), body, idempotencyKey, announce };
      const { answer, replayed } = await drawWinners(c.var.ctx, input);
      if (replayed) c.header('idempotency-replayed', 'true');
      return c.json(answer, 201);
    },
  });

  addRoute(app, {
    method: 'PUT',
    path: '/v1/raffle-draws/:id/result',
    admission: mayDraw,
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: changingInSteps('raffles.draws.finish', 'own-id'),
    async handle(c, { body }) {
      const announce = (outcome: string) => noteStep(c, deps.managerLog, outcome);
      return c.json(await finishDraw(c.var.ctx, { id: c.req.param('id'), body, announce }));
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/raffle-draws/:id/check',
    admission: mayRead,
    query: noQuery,
    body: noBody,
    personal: reading('raffles.draws.check', 'own-id'),
    async handle(c) {
      const { drawId, lines } = await readDrawFile(c.var.ctx, c.req.param('id'));
      return new Response(untilIdle(quietStream(lines, c.var.reportError)), {
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          'content-disposition': `attachment; filename="draw-${drawId}.txt"`,
        },
      });
    },
  });
}
