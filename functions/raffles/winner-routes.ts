import {
  exportWinners,
  listWinners,
  participantsExport,
  winnerColumns,
} from '#shared/domains/raffles/list-winners.ts';
import { csvResponse } from '#shared/http/answer/csv-response.ts';
import { answerCsv } from '#shared/http/category-api/export-routes.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { csvQuery } from '#shared/http/read/csv-query.ts';
import { pageQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { exporting, reading } from '#shared/http/route/personal.ts';

/** Adds the routes that list a raffle's winners, and export its winners and participants as CSV. */
export function addWinnerRoutes(app: App): void {
  addRoute(app, {
    method: 'GET',
    path: '/v1/raffles/:id/winners',
    admission: callersWith('raffle_participations:read', 'raffle_participations:write'),
    query: pageQuery,
    body: noBody,
    personal: reading('raffles.winners.list', 'own-id'),
    async handle(c, { query }) {
      const input = { raffleId: c.req.param('id'), page: query };
      return c.json(await listWinners(c.var.ctx, input));
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/raffles/:id/winners.csv',
    admission: callersWith('raffle_participations:export'),
    query: csvQuery,
    body: noBody,
    personal: exporting('raffles.winners.csv', 'own-id'),
    async handle(c, { query }) {
      const rows = await exportWinners(c.var.ctx, c.req.param('id'));
      return csvResponse('winners', winnerColumns, rows, c.var.reportError, query);
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/raffles/:id/participants.csv',
    admission: callersWith('raffle_participations:export'),
    query: csvQuery,
    body: noBody,
    personal: exporting('raffles.participants.csv', 'own-id'),
    handle: async (c, { query }) =>
      answerCsv(c, await participantsExport(c.var.ctx, c.req.param('id')), query),
  });
}
