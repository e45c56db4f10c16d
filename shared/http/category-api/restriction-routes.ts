import type { Category } from '#shared/categories/define-category.ts';
import { liftRestriction } from '#shared/records/restriction/lift-restriction.ts';
import { listRestricted } from '#shared/records/restriction/list-restricted.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import type { App } from '../create-app.ts';
import { noBody } from '../read/body.ts';
import { jsonBody, smallBodyMax } from '../read/read-json.ts';
import { noQuery } from '../read/read-query.ts';
import { informedQuery, restrictedQuery } from '../read/restriction-query.ts';
import { addRoute } from '../route/add-route.ts';
import { callersWith } from '../route/admission.ts';
import { changing, reading } from '../route/personal.ts';
import type { OwnVerbs } from './own-verbs.ts';

/**
 * Adds the routes that restrict single records, and the list of restricted records. The list must
 * be added before `GET …/:id`, which would otherwise match the path of the list.
 */
export function addRestrictionRoutes(app: App, category: Category, own: OwnVerbs): void {
  const path = `/v1/${category.path}` as const;
  const admission = callersWith('tenant');

  addRoute(app, {
    method: 'GET',
    path: `${path}/restricted`,
    admission,
    query: restrictedQuery,
    body: noBody,
    personal: reading(`${category.path}.restricted.list`, 'none'),
    handle: async (c, { query }) =>
      c.json(await listRestricted(c.var.ctx, { category, page: query })),
  });

  addRoute(app, {
    method: 'PUT',
    path: `${path}/:id/restriction`,
    admission,
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: changing(`${category.path}.restriction.replace`, 'own-id'),
    async handle(c, { body }) {
      const input = { category, id: c.req.param('id'), body, own: own.restriction };
      const { restriction, created } = await restrictRecord(c.var.ctx, input);
      return c.json(restriction, created ? 201 : 200);
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path: `${path}/:id/restriction`,
    admission,
    query: informedQuery,
    body: noBody,
    personal: changing(`${category.path}.restriction.delete`, 'own-id'),
    async handle(c, { query: toldOn }) {
      const id = c.req.param('id');
      await liftRestriction(c.var.ctx, { category, id, toldOn, own: own.restriction });
      return c.body(null, 204);
    },
  });
}
