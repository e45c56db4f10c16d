import { requireOverview } from '#shared/access/scope.ts';
import { createReadThrough } from '#shared/base/cache/read-through.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import { languages } from '#shared/categories/texts.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { readIfMatch } from '#shared/http/read/preconditions.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { choicesQuery, noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing } from '#shared/http/route/personal.ts';
import { listKeys, protectedBy } from '#shared/processing/keys/describe-keys.ts';
import { describeStorage, type OverviewDeps } from '#shared/processing/storage/describe-storage.ts';
import { cancelPending, listPending } from '#shared/subjects/scopes/pending-changes.ts';
import { changeProfile, type ProfileDeps } from '#shared/tenants/change-profile.ts';
import { setDebugMode } from '#shared/tenants/debug-mode.ts';
import { foreseeChange } from '#shared/tenants/foresee-change.ts';
import { profileTag } from '#shared/tenants/profile-tag.ts';
import { renderProfile } from '#shared/tenants/render-profile.ts';

/** What the declarations of these routes have in common. Two routes replace `query`. */
const ofTenant = {
  admission: callersWith('tenant'),
  query: noQuery,
} as const;

/**
 * Adds the routes of a tenant's profile, pending changes and debug mode. Also adds the routes that
 * count the tenant's stored data and data keys.
 */
export function addProfileRoutes(
  app: App,
  deps: ProfileDeps & Pick<OverviewDeps, 'collections' | 'purgeShards'>,
): void {
  const { categories } = deps;
  const overview: OverviewDeps = { ...deps, beside: createReadThrough(deps) };

  addRoute(app, {
    ...ofTenant,
    method: 'GET',
    path: '/v1/tenant',
    body: noBody,
    personal: false,
    handle(c) {
      const { tenant, settings, scopes } = c.var.ctx;
      requireOverview(scopes);
      c.header('etag', profileTag(settings));
      return c.json(renderProfile(categories, tenant, settings, deps.now()));
    },
  });

  addRoute(app, {
    ...ofTenant,
    method: 'PUT',
    path: '/v1/tenant',
    body: jsonBody(smallBodyMax),
    personal: changing('tenant.replace', 'none'),
    conditional: ['If-Match'],
    async handle(c, { body }) {
      const ifMatch = readIfMatch(c);
      const { settings, effectiveAt } = await changeProfile(deps, c.var.ctx, body, ifMatch);
      c.header('etag', profileTag(settings));
      const profile = renderProfile(categories, c.var.ctx.tenant, settings, deps.now());
      return c.json({ ...profile, effective_at: formatInstant(effectiveAt) });
    },
  });

  addRoute(app, {
    ...ofTenant,
    method: 'POST',
    path: '/v1/tenant/what-if',
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: false,
    handle: async (c, { body }) => c.json(await foreseeChange(deps, c.var.ctx, body)),
  });

  addRoute(app, {
    ...ofTenant,
    method: 'GET',
    path: '/v1/tenant/pending',
    body: noBody,
    personal: false,
    handle: async (c) => c.json(await listPending(deps, c.var.ctx)),
  });

  addRoute(app, {
    ...ofTenant,
    method: 'DELETE',
    path: '/v1/tenant/pending/:id',
    body: noBody,
    personal: changing('tenant.pending.delete', 'own-id'),
    async handle(c) {
      await cancelPending(deps, c.var.ctx, { id: c.req.param('id') });
      return c.body(null, 204);
    },
  });

  addRoute(app, {
    ...ofTenant,
    method: 'PUT',
    path: '/v1/tenant/debug-mode',
    body: jsonBody(smallBodyMax),
    personal: changing('tenant.debug-mode.replace', 'none'),
    handle: async (c, { body }) => c.json(await setDebugMode(deps, c.var.ctx, body)),
  });

  addRoute(app, {
    ...ofTenant,
    method: 'GET',
    path: '/v1/tenant/storage',
    query: choicesQuery(
      { language: languages, only: ['categories'], days: ['30', '7'] },
      ({ days, ...chosen }) => ({ ...chosen, ...(days !== undefined && { days: Number(days) }) }),
    ),
    body: noBody,
    personal: false,
    handle: async (c, { query }) => c.json(await describeStorage(overview, c.var.ctx, query)),
  });

  addRoute(app, {
    ...ofTenant,
    method: 'GET',
    path: '/v1/tenant/keys',
    query: choicesQuery({ only: ['numbers'], protects: protectedBy(deps) }, (chosen) => chosen),
    body: noBody,
    personal: false,
    handle: async (c, { query }) => c.json(await listKeys(deps, c.var.ctx, query)),
  });
}
