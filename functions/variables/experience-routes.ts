import { experienceExport } from '#shared/domains/variables/experience-export.ts';
import { experienceFiles } from '#shared/domains/variables/experience-files.ts';
import {
  experiencePageSizes,
  listExperiences,
} from '#shared/domains/variables/list-experiences.ts';
import { answerArchive, answerCsv } from '#shared/http/category-api/export-routes.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { csvQuery } from '#shared/http/read/csv-query.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { forwardPageQuery, noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { exporting, reading } from '#shared/http/route/personal.ts';

/**
 * Adds the route that lists experiences, and the routes that export the variables of one
 * experience. The tenant's own programs choose the id of an experience.
 */
export function addExperienceRoutes(app: App): void {
  addRoute(app, {
    method: 'GET',
    path: '/v1/experiences',
    admission: callersWith('variables:read'),
    query: forwardPageQuery(experiencePageSizes),
    body: noBody,
    personal: reading('experiences.list', 'none'),
    handle: async (c, { query }) => c.json(await listExperiences(c.var.ctx, query)),
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/experiences/:id/variables.csv',
    admission: callersWith('variables:export'),
    query: csvQuery,
    body: noBody,
    personal: exporting('experiences.variables.csv', 'chosen-id'),
    handle: async (c, { query }) =>
      answerCsv(c, experienceExport(c.var.ctx, c.req.param('id')), query),
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/experiences/:id/export',
    admission: callersWith('variables:export'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: exporting('experiences.export', 'chosen-id'),
    async handle(c, { body }) {
      const { ctx } = c.var;
      const id = c.req.param('id');
      return answerArchive(c, experienceExport(ctx, id), body, async () =>
        experienceFiles(ctx, id),
      );
    },
  });
}
