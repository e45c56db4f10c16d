import type { App } from '#shared/http/create-app.ts';
import { requireOwnOrigin } from '#shared/http/guards/cors.ts';
import { noBody } from '#shared/http/read/body.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { everyone } from '#shared/http/route/admission.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import { readPublicProfile } from '#shared/tenants/public-profile.ts';

/**
 * Adds the route of a tenant's public profile. Every program may read the profile. A web page may
 * read it only if the page is from one of the tenant's own origins.
 */
export function addPublicRoutes(app: App, deps: Pick<RecordDeps, 'store' | 'now'>): void {
  const reading = { readSettings: createSettingsReader(deps), now: deps.now };
  addRoute(app, {
    method: 'GET',
    path: '/v1/public/:id/profile',
    admission: everyone,
    query: noQuery,
    body: noBody,
    personal: false,
    async handle(c) {
      const tenant = c.req.param('id');
      const profile = await readPublicProfile(reading, { tenant });
      const { origins } = c.var.guards;
      if (origins !== undefined) await requireOwnOrigin(c, origins, tenant);
      return c.json(profile);
    },
  });
}
