import { etag } from 'hono/etag';
import type { Authenticate } from '#shared/access/authenticate.ts';
import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import { readNoQuery } from '#shared/http/read-query.ts';
import { describeStorage, type OverviewDeps } from '#shared/storage-overview/describe-storage.ts';
import apiDescription from '../../infra/openapi.json' with { type: 'json' };

const apiText = JSON.stringify(apiDescription);

export type TenantsAppDeps = AppDeps & {
  readonly overview: OverviewDeps;
  readonly authenticate: Authenticate;
};

/** What a tenant's people see of the whole: numbers only, nothing is decrypted here. */
export function createTenantsApp(deps: TenantsAppDeps): App {
  const app = createApp(deps);

  app.get('/v1/tenant/storage', async (c) => {
    const caller = await deps.authenticate(c.req.header('authorization'));
    readNoQuery(c);
    return c.json(await describeStorage(deps.overview, caller));
  });

  // The same for everyone, and no secret: caches on the way may keep it.
  app.get('/v1/openapi.json', etag(), (c) => {
    readNoQuery(c);
    c.header('cache-control', 'public, max-age=3600');
    c.header('content-type', 'application/json');
    return c.body(apiText);
  });

  return app;
}
