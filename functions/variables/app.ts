import { variables } from '#shared/categories/variables.ts';
import {
  completeCorrection,
  completeVariable,
} from '#shared/domains/variables/complete-variable.ts';
import {
  type CategoryAppDeps,
  serveCategories,
} from '#shared/http/category-api/create-category-app.ts';
import { addUpsertRoute } from '#shared/http/category-api/upsert-route.ts';
import { type App, createApp } from '#shared/http/create-app.ts';
import { addExperienceRoutes } from './experience-routes.ts';
import { addFileRoutes } from './file-routes.ts';
import { addOwnRoutes } from './own-routes.ts';

/**
 * Creates the app for variables and files of experiences. `PUT` sets the variable with the given
 * experience, instance and name.
 */
export function createVariablesApp(deps: CategoryAppDeps): App {
  const own = { complete: completeVariable, completeCorrection };
  const app = createApp(deps);
  // The guard of the other routes refuses device tokens. So these routes, which need such a token,
  // are added before the guard.
  addOwnRoutes(app, deps);
  serveCategories(app, deps, { category: variables, own });
  addUpsertRoute(app, variables, completeVariable);
  addFileRoutes(app);
  addExperienceRoutes(app);
  return app;
}
