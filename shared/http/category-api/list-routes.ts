import type { Category } from '#shared/categories/define-category.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { listRecords } from '#shared/records/list-records.ts';
import { searchRecords } from '#shared/records/search-records.ts';
import { renderPage } from '../answer/render-page.ts';
import type { App } from '../create-app.ts';
import { noBody } from '../read/body.ts';
import { repeatable } from '../read/idempotency.ts';
import { jsonBody, smallBodyMax } from '../read/read-json.ts';
import { listQuery, noQuery } from '../read/read-query.ts';
import { addRoute } from '../route/add-route.ts';
import { callersWith } from '../route/admission.ts';
import { nameFields } from '../route/name-fields.ts';
import { reading } from '../route/personal.ts';

/** Adds `GET` at a category's path: pages of records, filtered by the category's fields. */
export function addListRoute(app: App, category: Category): void {
  addRoute(app, {
    method: 'GET',
    path: `/v1/${category.path}`,
    admission: callersWith(`${category.id}:read`),
    query: listQuery(category),
    body: noBody,
    personal: reading(`${category.path}.list`, 'fields'),
    async handle(c, { query }) {
      nameFields(
        c,
        query.filters.map(({ field }) => field),
      );
      const page = await listRecords(c.get('ctx'), { category, ...query });
      return c.json(renderPage(c.get('ctx'), category, page));
    },
  });
}

/**
 * Adds `POST …/search`, which finds records by a personal value. The body contains the value, so
 * that no URL contains it.
 */
export function addSearchRoute(app: App, category: Category): void {
  const names = lookupFields(category);
  addRoute(app, {
    method: 'POST',
    path: `/v1/${category.path}/search`,
    admission: callersWith(`${category.id}:read`),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: reading(`${category.path}.search`, 'fields'),
    async handle(c, { body }) {
      const page = await searchRecords(c.get('ctx'), { category, body });
      nameFields(c, names.filter((name) => name in (body as object)).slice(0, 1));
      return c.json(renderPage(c.get('ctx'), category, page));
    },
  });
}
