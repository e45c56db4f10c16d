import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { dropHttpBody } from '#shared/domains/runtime-log/drop-http-body.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';

/** Creates the app for the runtime log, whose entries are sign-ins and errors of external APIs. */
export function createRuntimeLogApp(deps: CategoryAppDeps): App {
  return createCategoryApp(deps, { category: runtimeLog, own: { dropUnread: dropHttpBody } });
}
