import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import { addUpsertRoute } from '#shared/http/category-api/upsert-route.ts';
import type { App } from '#shared/http/create-app.ts';

/**
 * Creates the app for messenger sessions. There is one session for each channel and external ID.
 * For every message, a bot looks up the session and replaces it.
 */
export function createMessengerApp(deps: CategoryAppDeps): App {
  const app = createCategoryApp(deps, { category: messengerSessions });
  addUpsertRoute(app, messengerSessions);
  return app;
}
