import { createKeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import { variables } from '#shared/categories/variables.ts';
import {
  completeCorrection,
  completeVariable,
} from '#shared/domains/variables/complete-variable.ts';
import { experienceExport } from '#shared/domains/variables/experience-export.ts';
import {
  experiencePageSizes,
  listExperiences,
} from '#shared/domains/variables/list-experiences.ts';
import { openFile } from '#shared/domains/variables/open-file.ts';
import { fileBytesMax } from '#shared/domains/variables/stage-upload.ts';
import { storeFile } from '#shared/domains/variables/store-file.ts';
import { fileResponse } from '#shared/http/answer/file-response.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import { answerArchive, answerCsv } from '#shared/http/category-api/export-routes.ts';
import { addUpsertRoute } from '#shared/http/category-api/upsert-route.ts';
import type { App } from '#shared/http/create-app.ts';
import { readForwardPage, readNoQuery } from '#shared/http/read/read-query.ts';
import { readUpload } from '#shared/http/read/read-upload.ts';
import { renderRecord } from '#shared/records/open-record.ts';

/** Process variables and files of experiences; `PUT` sets one by experience, instance and name. */
export function createVariablesApp(deps: CategoryAppDeps): App {
  const own = { complete: completeVariable, completeCorrection };
  const app = createCategoryApp(deps, { category: variables, own });
  addUpsertRoute(app, variables, completeVariable);
  const inTurn = createKeyedQueue();

  app.post('/v1/variables/file', async (c) => {
    readNoQuery(c);
    const { record, created } = await storeFile(c.var.ctx, {
      receive: (stage) => readUpload(c, fileBytesMax, stage),
      inTurn,
    });
    return c.json(renderRecord(record), created ? 201 : 200);
  });

  app.get('/v1/variables/:id/file', async (c) => {
    readNoQuery(c);
    const file = await openFile(c.var.ctx, { id: c.req.param('id') });
    return fileResponse(file, c.var.reportError);
  });

  app.get('/v1/experiences', async (c) => {
    const page = readForwardPage(c, experiencePageSizes);
    return c.json(await listExperiences(c.var.ctx, page));
  });

  app.get('/v1/experiences/:id/variables.csv', (c) =>
    answerCsv(c, experienceExport(c.var.ctx, c.req.param('id'))),
  );

  app.post('/v1/experiences/:id/export', (c) =>
    answerArchive(c, experienceExport(c.var.ctx, c.req.param('id'))),
  );

  return app;
}
