import { createKeyedQueue } from '#shared/cache/keyed-queue.ts';
import { customers } from '#shared/categories/customers.ts';
import { addCategoryRoutes } from '#shared/http/category-routes.ts';
import { type App, createApp } from '#shared/http/create-app.ts';
import { readJson, recordsBodyMax } from '#shared/http/read-json.ts';
import { readNoQuery } from '#shared/http/read-query.ts';
import { requireCaller } from '#shared/http/require-caller.ts';
import { renderRecord } from '#shared/records/open-record.ts';
import { touchRecord } from '#shared/records/touch-record.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import type { CategoryServiceDeps } from '#shared/service/category-service.ts';

/** Customers: one per email, kept for 180 days from the last interaction. */
export function createCustomersApp(deps: CategoryServiceDeps): App {
  const app = createApp(deps);
  const inTurn = createKeyedQueue();
  app.use('/v1/*', requireCaller(deps.records, deps.authenticate));
  addCategoryRoutes(app, customers);

  app.put('/v1/customers', async (c) => {
    readNoQuery(c);
    const body = await readJson(c, recordsBodyMax);
    const { record, created } = await upsertRecord(c.var.ctx, {
      category: customers,
      body,
      inTurn,
    });
    return c.json(renderRecord(record), created ? 201 : 200);
  });

  app.post('/v1/customers/:id/touch', async (c) => {
    readNoQuery(c);
    const input = { category: customers, id: c.req.param('id') };
    return c.json(renderRecord(await touchRecord(c.var.ctx, input)));
  });

  return app;
}
