import { requireProcessing } from '#shared/access/scope.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { readIfMatch } from '#shared/http/read/preconditions.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { changeParticulars } from '#shared/tenants/particulars/change-particulars.ts';
import { renderParticulars } from '#shared/tenants/particulars/render-particulars.ts';
import { particularsTag, readParticulars } from '#shared/tenants/particulars/seal-particulars.ts';

const path = '/v1/tenant/particulars';

/**
 * Adds the routes for particulars: what a tenant states about itself as the controller. Particulars
 * may contain names of people. So the manager log notes each person who reads or changes them.
 */
export function addParticularsRoutes(
  app: App,
  deps: RecordDeps & { readonly categories: readonly Category[] },
): void {
  const { categories } = deps;

  addRoute(app, {
    method: 'GET',
    path,
    admission: callersWith('tenant'),
    query: noQuery,
    body: noBody,
    personal: reading('tenant.particulars.read', 'none'),
    async handle(c) {
      const { tenant, scopes } = c.var.ctx;
      requireProcessing(scopes);
      const { found, particulars } = await readParticulars(deps, tenant);
      c.header('etag', particularsTag(found?.data));
      return c.json(renderParticulars(categories, particulars));
    },
  });

  addRoute(app, {
    method: 'PUT',
    path,
    admission: callersWith('tenant'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: changing('tenant.particulars.replace', 'none'),
    conditional: ['If-Match'],
    async handle(c, { body }) {
      const { particulars, tag } = await changeParticulars(deps, c.var.ctx, body, readIfMatch(c));
      c.header('etag', tag);
      return c.json(renderParticulars(categories, particulars));
    },
  });
}
