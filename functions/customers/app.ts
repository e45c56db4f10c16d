import { customers } from '#shared/categories/customers.ts';
import type { App } from '#shared/http/create-app.ts';
import { type CategoryAppDeps, createCategoryApp } from '#shared/http/create-category-app.ts';
import { readNoQuery } from '#shared/http/read-query.ts';
import { renderChanged } from '#shared/http/render-changed.ts';
import { addUpsertRoute } from '#shared/http/upsert-route.ts';
import { touchRecord } from '#shared/records/touch-record.ts';

/** Customers: one per email, kept for 180 days from the last interaction. */
export function createCustomersApp(deps: CategoryAppDeps): App {
  const app = createCategoryApp(deps, { category: customers });
  addUpsertRoute(app, customers);

  app.post('/v1/customers/:id/touch', async (c) => {
    readNoQuery(c);
    const input = { category: customers, id: c.req.param('id') };
    const record = await touchRecord(c.var.ctx, input);
    return c.json(renderChanged(c.var.ctx, customers, record));
  });

  return app;
}
