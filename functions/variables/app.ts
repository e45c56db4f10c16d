import { variables } from '#shared/categories/variables.ts';
import {
  completeCorrection,
  completeVariable,
} from '#shared/domains/variables/complete-variable.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import { addUpsertRoute } from '#shared/http/category-api/upsert-route.ts';
import type { App } from '#shared/http/create-app.ts';
import { addExperienceRoutes } from './experience-routes.ts';
import { addFileRoutes } from './file-routes.ts';

/** Process variables and files of experiences; `PUT` sets one by experience, instance and name. */
export function createVariablesApp(deps: CategoryAppDeps): App {
  const own = { complete: completeVariable, completeCorrection };
  const app = createCategoryApp(deps, { category: variables, own });
  addUpsertRoute(app, variables, completeVariable);
  addFileRoutes(app);
  addExperienceRoutes(app);
  return app;
}
