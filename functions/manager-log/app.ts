import { managerLog } from '#shared/categories/manager-log.ts';
import { renderPage } from '#shared/http/answer/render-page.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { forwardPageQuery, narrowedPageQuery, noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { nameFields } from '#shared/http/route/name-fields.ts';
import { reading } from '#shared/http/route/personal.ts';
import { type ActorNames, findEntries, readEntryExport } from '#shared/manager-log/find-entries.ts';
import { listLinks, listSeals } from '#shared/manager-log/read-proofs.ts';
import { pageSizeDefault, pageSizeMax } from '#shared/records/page.ts';

export type ManagerLogAppDeps = CategoryAppDeps & {
  readonly people: { readonly personIds: ActorNames };
};

/**
 * Adds `POST …/search`. The request body contains the email address of a person or the beginning of
 * an API key. The answer contains the entries of this actor.
 */
function addSearch(app: App, people: ActorNames): void {
  addRoute(app, {
    method: 'POST',
    path: `/v1/${managerLog.path}/search`,
    admission: callersWith(`${managerLog.id}:read`),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: reading(`${managerLog.path}.search`, 'fields'),
    async handle(c, { body }) {
      const page = await findEntries(c.var.ctx, people, body);
      const names = Object.keys(body as object);
      nameFields(
        c,
        names.filter((name) => name !== 'limit' && name !== 'cursor'),
      );
      return c.json(renderPage(c.var.ctx, managerLog, page));
    },
  });
}

/**
 * Adds the routes for seals and for links. A link is an entry in the form from which its hash is
 * computed. With seals and links, callers can verify the log. These routes decrypt nothing.
 */
function addProofs(app: App): void {
  addRoute(app, {
    method: 'GET',
    path: `/v1/${managerLog.path}/seals`,
    admission: callersWith(`${managerLog.id}:read`),
    query: forwardPageQuery({ usual: pageSizeDefault, max: pageSizeMax }),
    body: noBody,
    personal: reading(`${managerLog.path}.seals.list`, 'none'),
    async handle(c, { query }) {
      return c.json(await listSeals(c.var.ctx, query));
    },
  });

  addRoute(app, {
    method: 'GET',
    path: `/v1/${managerLog.path}/links`,
    admission: callersWith(`${managerLog.id}:read`),
    query: narrowedPageQuery(managerLog, ['created_after', 'created_before']),
    body: noBody,
    personal: reading(`${managerLog.path}.links.list`, 'none'),
    async handle(c, { query: { filters, page } }) {
      return c.json(await listLinks(c.var.ctx, filters, page));
    },
  });
}

/**
 * Creates the app for the manager log. It is read-only: no route creates, changes or deletes an
 * entry.
 */
export function createManagerLogApp(deps: ManagerLogAppDeps): App {
  const { personIds } = deps.people;
  return createCategoryApp(deps, {
    category: managerLog,
    own: {
      addRoutes: (app) => {
        addSearch(app, personIds);
        addProofs(app);
      },
      readExport: (ctx, body) => readEntryExport(ctx, personIds, body),
    },
  });
}
