import { managerLog } from '#shared/categories/manager-log.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';

/** Manager log, to be read only: no interface creates, changes or deletes an entry. */
export function createManagerLogApp(deps: CategoryAppDeps): App {
  return createCategoryApp(deps, { category: managerLog });
}
