import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { correctParticipation } from '#shared/domains/raffles/correct-participation.ts';
import { createRaffle } from '#shared/domains/raffles/create-raffle.ts';
import { deleteParticipation } from '#shared/domains/raffles/delete-participation.ts';
import { drawWinners } from '#shared/domains/raffles/draw-winners.ts';
import { listDraws } from '#shared/domains/raffles/list-draws.ts';
import { listRaffles } from '#shared/domains/raffles/list-raffles.ts';
import {
  exportWinners,
  listWinners,
  participantsExport,
  winnerColumns,
} from '#shared/domains/raffles/list-winners.ts';
import { createParticipate } from '#shared/domains/raffles/participate.ts';
import { csvResponse } from '#shared/http/answer/csv-response.ts';
import { readIdempotencyKey } from '#shared/http/category-api/category-routes.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import { answerCsv } from '#shared/http/category-api/export-routes.ts';
import type { App } from '#shared/http/create-app.ts';
import { readCsvOptions } from '#shared/http/read/read-csv-options.ts';
import { readJson, smallBodyMax } from '#shared/http/read/read-json.ts';
import { readNoQuery, readPage } from '#shared/http/read/read-query.ts';

/** Participations in raffles, the raffles, their draws and winners. */
export function createRafflesApp(deps: CategoryAppDeps): App {
  const own = {
    createRecords: createParticipate(),
    correctRecord: correctParticipation,
    deleteRecord: deleteParticipation,
  };
  const app = createCategoryApp(deps, { category: raffleParticipations, own });

  app.get('/v1/raffles', async (c) => c.json(await listRaffles(c.var.ctx, readPage(c))));

  app.post('/v1/raffles', async (c) => {
    readNoQuery(c);
    const idempotencyKey = readIdempotencyKey(c.req.header('idempotency-key'));
    const body = await readJson(c, smallBodyMax);
    const { answer, replayed } = await createRaffle(c.var.ctx, { body, idempotencyKey });
    if (replayed) c.header('idempotency-replayed', 'true');
    return c.json(answer, 201);
  });

  app.get('/v1/raffles/:id/draws', async (c) => {
    const input = { raffleId: c.req.param('id'), page: readPage(c) };
    return c.json(await listDraws(c.var.ctx, input));
  });

  app.post('/v1/raffles/:id/draws', async (c) => {
    readNoQuery(c);
    const idempotencyKey = readIdempotencyKey(c.req.header('idempotency-key'));
    const body = await readJson(c, smallBodyMax);
    const input = { raffleId: c.req.param('id'), body, idempotencyKey };
    const { answer, replayed } = await drawWinners(c.var.ctx, input);
    if (replayed) c.header('idempotency-replayed', 'true');
    return c.json(answer, 201);
  });

  app.get('/v1/raffles/:id/winners', async (c) => {
    const input = { raffleId: c.req.param('id'), page: readPage(c) };
    return c.json(await listWinners(c.var.ctx, input));
  });

  app.get('/v1/raffles/:id/winners.csv', async (c) => {
    const options = readCsvOptions(c);
    const rows = await exportWinners(c.var.ctx, c.req.param('id'));
    return csvResponse('winners', winnerColumns, rows, c.var.reportError, options);
  });

  app.get('/v1/raffles/:id/participants.csv', async (c) =>
    answerCsv(c, await participantsExport(c.var.ctx, c.req.param('id'))),
  );

  return app;
}
