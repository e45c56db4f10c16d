import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import { requireCaller } from '#shared/http/guards/require-caller.ts';
import type { ProcessingDeps } from '#shared/processing/process-deps.ts';
import { collectionsFor } from '#shared/wiring/collections.ts';
import { addApiKeyRoutes } from './api-key-routes.ts';
import { addDescriptionRoute } from './description-route.ts';
import { addEndpointRoutes } from './endpoint-routes.ts';
import { addMemberRoutes } from './member-routes.ts';
import { addParticularsRoutes } from './particulars-routes.ts';
import { addPersonRoutes, type PersonDeps } from './person-routes.ts';
import { addOperationRoute, addProcessingRoutes } from './processing-routes.ts';
import { addProfileRoutes } from './profile-routes.ts';

/**
 * With this option the membership of a person and the settings are read from the database, and not
 * from a cache. The reason: people check a change that they have just made.
 */
const asStored = { fresh: true };

export type TenantsAppDeps = AppDeps &
  PersonDeps & {
    /** The operator of this deployment, and its location. */
    readonly deployment: Pick<ProcessingDeps, 'processor' | 'places'>;
  };

/**
 * Creates the app for tenants, and for data that belongs to a whole tenant: profile, members, API
 * keys, endpoints, documents about processing, counts. It reads no record.
 */
export function createTenantsApp(deps: TenantsAppDeps): App {
  const { records, people, categories } = deps;
  const collections = collectionsFor(categories);
  const { publicKeys } = deps;
  const processing = { ...records, ...deps.deployment, categories, collections, publicKeys };
  const app = createApp(deps);
  addDescriptionRoute(app);
  addPersonRoutes(app, deps, asStored);
  addOperationRoute(app, deps, processing);
  app.use('/v1/tenant/*', requireCaller(deps, asStored));
  addProfileRoutes(app, { ...records, categories, collections });
  addProcessingRoutes(app, processing);
  addParticularsRoutes(app, { ...records, categories });
  addEndpointRoutes(app, { ...records, categories, allowsLoopback: deps.isLocal === true });
  addApiKeyRoutes(app, { ...records, ...people, categories });
  addMemberRoutes(app, { ...records, ...people });
  return app;
}
