import type { MiddlewareHandler } from 'hono';
import { archiveResponse } from '#shared/http/answer/archive-response.ts';
import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import type { AppEnv } from '#shared/http/env.ts';
import { type CallerDeps, requireCaller } from '#shared/http/guards/require-caller.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { nameFields } from '#shared/http/route/name-fields.ts';
import { exporting, reading } from '#shared/http/route/personal.ts';
import { askedInExport } from '#shared/subjects/archive/archive-request.ts';
import { exportSubject } from '#shared/subjects/archive/export-subject.ts';
import { previewSubject } from '#shared/subjects/preview-subject.ts';
import { askedOf } from '#shared/subjects/sought.ts';
import { addEndedTenantRoute } from './ended-tenant-route.ts';
import { addErasureRoutes } from './erasure-routes.ts';
import { addOwnDataRoutes } from './own-data-routes.ts';
import type { ReceiptsAppDeps } from './receipt-deps.ts';
import { addKeyRoute, addReceiptRoutes } from './receipt-routes.ts';
import { addRequestRoutes } from './request-routes.ts';
import { addTokenRoutes } from './token-routes.ts';

export type SubjectsAppDeps = AppDeps &
  CallerDeps &
  ReceiptsAppDeps & {
    /**
     * The origin of the page `/my-data`. If it is undefined, URLs of the page contain no origin.
     */
    readonly pageOrigin?: string | undefined;
  };

/**
 * The paths of an erasure and of its receipt. Callers may read them also while their tenant is
 * being erased.
 */
const toldToTheEnd = /^\/v1\/erasures\/[^/]+(?:\/receipt)?$/;

/**
 * Returns the guard of the routes. Callers of a tenant that is being erased may read the progress
 * of an erasure and its receipt, and nothing else. For this they need the right `tenant` (owners),
 * or `subjects` (owners, support and data protection officers).
 */
function requireCallerOrLeaving(deps: CallerDeps): MiddlewareHandler<AppEnv> {
  const strict = requireCaller(deps);
  const lenient = requireCaller(deps, { leaving: true });
  return (c, next) => {
    const isTold = c.req.method === 'GET' && toldToTheEnd.test(c.req.path);
    return (isTold ? lenient : strict)(c, next);
  };
}

/**
 * Creates the app that finds the data of one person in all categories, exports it, and erases it.
 * The app also erases categories and tenants, issues receipts, and manages requests of persons.
 */
export function createSubjectsApp(deps: SubjectsAppDeps): App {
  const app = createApp(deps);
  addKeyRoute(app, deps);
  addEndedTenantRoute(app, deps);
  // The guard of the other routes refuses tokens of persons. So these routes, which need such a
  // token, are added before the guard.
  addOwnDataRoutes(app, deps);
  app.use('/v1/*', requireCallerOrLeaving(deps));

  addRoute(app, {
    method: 'POST',
    path: '/v1/subjects/preview',
    admission: callersWith('subjects'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: reading('subjects.preview', 'fields'),
    async handle(c, { body }) {
      nameFields(c, askedOf(body));
      return c.json(await previewSubject(c.var.ctx, deps, { body }));
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/subjects/export',
    admission: callersWith('subjects'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: exporting('subjects.export', 'fields'),
    async handle(c, { body }) {
      nameFields(c, askedInExport(deps.categories, body));
      const requested = await exportSubject(c.var.ctx, deps, { body });
      return archiveResponse(requested, deps.signer, c.var.reportError);
    },
  });

  addErasureRoutes(app, deps);
  addRequestRoutes(app, deps);
  addTokenRoutes(app, deps.pageOrigin ?? '');
  addReceiptRoutes(app, deps);
  return app;
}
