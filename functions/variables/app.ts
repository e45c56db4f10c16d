import { variables } from '#shared/categories/variables.ts';
import type { App } from '#shared/http/create-app.ts';
import { type CategoryAppDeps, createCategoryApp } from '#shared/http/create-category-app.ts';
import { addUpsertRoute } from '#shared/http/upsert-route.ts';
import { requireValue } from '#shared/variables/require-value.ts';

/** Process variables of experiences; `PUT` sets one by experience, instance and name. */
export function createVariablesApp(deps: CategoryAppDeps): App {
  const app = createCategoryApp(deps, { category: variables, own: { complete: requireValue } });
  addUpsertRoute(app, variables, requireValue);
  return app;
}
