import { customers } from '#shared/categories/customers.ts';
import { clearHistory } from '#shared/domains/customers/clear-history.ts';
import { keepHistory } from '#shared/domains/customers/keep-history.ts';
import { readHistory } from '#shared/domains/customers/read-history.ts';
import { renderChanged } from '#shared/http/answer/render-changed.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import { addUpsertRoute } from '#shared/http/category-api/upsert-route.ts';
import type { App } from '#shared/http/create-app.ts';
import { readNoQuery } from '#shared/http/read/read-query.ts';
import { touchRecord } from '#shared/records/touch-record.ts';

const path = `/v1/${customers.path}`;

/** Customers: one per email, kept for 180 days from the last interaction, their values with what they were before. */
export function createCustomersApp(deps: CategoryAppDeps): App {
  const app = createCategoryApp(deps, { category: customers, own: { revise: keepHistory } });
  addUpsertRoute(app, customers, undefined, keepHistory);

  app.post(`${path}/:id/touch`, async (c) => {
    readNoQuery(c);
    const input = { category: customers, id: c.req.param('id') };
    const record = await touchRecord(c.var.ctx, input);
    return c.json(renderChanged(c.var.ctx, customers, record));
  });

  app.get(`${path}/:id/history`, async (c) => {
    readNoQuery(c);
    return c.json(await readHistory(c.var.ctx, { id: c.req.param('id') }));
  });

  app.delete(`${path}/:id/history`, async (c) => {
    readNoQuery(c);
    await clearHistory(c.var.ctx, { id: c.req.param('id') });
    return c.body(null, 204);
  });

  return app;
}
