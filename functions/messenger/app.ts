import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import type { App } from '#shared/http/create-app.ts';
import { type CategoryAppDeps, createCategoryApp } from '#shared/http/create-category-app.ts';
import { addUpsertRoute } from '#shared/http/upsert-route.ts';

/** Messenger sessions: one per channel and external ID; `PUT` replaces it on every message. */
export function createMessengerApp(deps: CategoryAppDeps): App {
  const app = createCategoryApp(deps, { category: messengerSessions });
  addUpsertRoute(app, messengerSessions);
  return app;
}
