import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import { addUpsertRoute } from '#shared/http/category-api/upsert-route.ts';
import type { App } from '#shared/http/create-app.ts';
import { readJson, smallBodyMax } from '#shared/http/read/read-json.ts';
import { readNoQuery } from '#shared/http/read/read-query.ts';
import { lookupRecord } from '#shared/records/lookup-record.ts';
import { renderFor } from '#shared/records/open-record.ts';

/** Messenger sessions: one per channel and external ID; the runtime looks it up and replaces it on every message. */
export function createMessengerApp(deps: CategoryAppDeps): App {
  const app = createCategoryApp(deps, { category: messengerSessions });
  addUpsertRoute(app, messengerSessions);

  app.post(`/v1/${messengerSessions.path}/lookup`, async (c) => {
    readNoQuery(c);
    const input = { category: messengerSessions, body: await readJson(c, smallBodyMax) };
    c.set('accessTarget', 'external_id');
    return c.json(renderFor(c.var.ctx, messengerSessions, await lookupRecord(c.var.ctx, input)));
  });

  return app;
}
