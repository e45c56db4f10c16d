import type { Category } from '#shared/categories/define-category.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { renderFor } from '#shared/records/open-record.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { renderChanged } from '../answer/render-changed.ts';
import type { App } from '../create-app.ts';
import { noBody } from '../read/body.ts';
import { jsonBody, recordsBodyMax } from '../read/read-json.ts';
import { noQuery } from '../read/read-query.ts';
import { addRoute } from '../route/add-route.ts';
import { callersWith } from '../route/admission.ts';
import { changing, reading } from '../route/personal.ts';
import type { OwnVerbs } from './own-verbs.ts';

/** Adds `GET …/:id`. */
export function addReadRoute(app: App, category: Category): void {
  addRoute(app, {
    method: 'GET',
    path: `/v1/${category.path}/:id`,
    admission: callersWith(`${category.id}:read`),
    query: noQuery,
    body: noBody,
    personal: reading(`${category.path}.read`, 'own-id'),
    async handle(c) {
      const input = { category, id: c.req.param('id') };
      return c.json(renderFor(c.var.ctx, category, await readRecord(c.var.ctx, input)));
    },
  });
}

/** Adds `PATCH …/:id`. */
export function addCorrectRoute(app: App, category: Category, own: OwnVerbs): void {
  addRoute(app, {
    method: 'PATCH',
    path: `/v1/${category.path}/:id`,
    admission: callersWith(`${category.id}:write`),
    query: noQuery,
    body: jsonBody(recordsBodyMax),
    personal: changing(`${category.path}.correct`, 'own-id'),
    async handle(c, { body }) {
      const input = {
        category,
        id: c.req.param('id'),
        body,
        complete: own.completeCorrection,
        revise: own.revise,
      };
      const record = await (own.correctRecord ?? correctRecord)(c.var.ctx, input);
      return c.json(renderChanged(c.var.ctx, category, record, body));
    },
  });
}

/** Adds `DELETE …/:id`. */
export function addDeleteRoute(app: App, category: Category, own: OwnVerbs): void {
  addRoute(app, {
    method: 'DELETE',
    path: `/v1/${category.path}/:id`,
    admission: callersWith(`${category.id}:delete`),
    query: noQuery,
    body: noBody,
    personal: changing(`${category.path}.delete`, 'own-id'),
    async handle(c) {
      const id = c.req.param('id');
      if (own.deleteRecord === undefined) await deleteRecord(c.var.ctx, { category, id });
      else await own.deleteRecord(c.var.ctx, { id });
      return c.body(null, 204);
    },
  });
}
