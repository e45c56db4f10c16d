import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { App } from '#shared/http/create-app.ts';
import { type CategoryAppDeps, createCategoryApp } from '#shared/http/create-category-app.ts';

/** NLU messages: free text with its classification, for review. */
export function createNluApp(deps: CategoryAppDeps): App {
  return createCategoryApp(deps, { category: nluMessages });
}
