import type { Category } from '#shared/categories/define-category.ts';
import { type App, type AppDeps, createApp } from '../create-app.ts';
import { type CallerDeps, requireCaller } from '../guards/require-caller.ts';
import { addCategoryRoutes } from './category-routes.ts';
import type { OwnVerbs } from './own-verbs.ts';

/** The dependencies of a function that serves categories. */
export type CategoryAppDeps = AppDeps & CallerDeps;

/** A category that a function serves, and the category's own verbs, which replace generic verbs. */
export type Served = { readonly category: Category; readonly own?: OwnVerbs };

/** Adds the generic API of categories to an app, for authenticated callers only. */
export function serveCategories(
  app: App,
  deps: CategoryAppDeps,
  ...served: readonly Served[]
): void {
  app.use('/v1/*', requireCaller(deps));
  for (const { category, own } of served) addCategoryRoutes(app, category, own);
}

/** Creates an app with the generic API of categories, for authenticated callers only. */
export function createCategoryApp(deps: CategoryAppDeps, ...served: readonly Served[]): App {
  const app = createApp(deps);
  serveCategories(app, deps, ...served);
  return app;
}
