import { customers } from '#shared/categories/customers.ts';
import { clearHistory } from '#shared/domains/customers/clear-history.ts';
import { keepHistory } from '#shared/domains/customers/keep-history.ts';
import { readHistory } from '#shared/domains/customers/read-history.ts';
import { answerChanged } from '#shared/http/answer/answer-changed.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import { addMergeRoute } from '#shared/http/category-api/merge-route.ts';
import { addUpsertRoute } from '#shared/http/category-api/upsert-route.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import { touchRecord } from '#shared/records/touch-record.ts';

const path = `/v1/${customers.path}`;

/**
 * Creates the app for customers. Each email has at most one customer. A customer, with its earlier
 * values, is kept for at most 180 days after the last interaction.
 */
export function createCustomersApp(deps: CategoryAppDeps): App {
  const app = createCategoryApp(deps, { category: customers, own: { revise: keepHistory } });
  addUpsertRoute(app, customers, undefined, keepHistory, true);
  addMergeRoute(app, customers, keepHistory);

  addRoute(app, {
    method: 'POST',
    path: `${path}/:id/touch`,
    admission: callersWith('customers:write'),
    query: noQuery,
    body: noBody,
    idempotency: remembered,
    personal: changing('customers.touch', 'own-id'),
    async handle(c, { idempotencyKey }) {
      const input = { category: customers, id: c.req.param('id'), idempotencyKey };
      return answerChanged(c, customers, await touchRecord(c.var.ctx, input));
    },
  });

  addRoute(app, {
    method: 'GET',
    path: `${path}/:id/history`,
    admission: callersWith('customers:read'),
    query: noQuery,
    body: noBody,
    personal: reading('customers.history', 'own-id'),
    handle: async (c) => c.json(await readHistory(c.var.ctx, { id: c.req.param('id') })),
  });

  addRoute(app, {
    method: 'DELETE',
    path: `${path}/:id/history`,
    admission: callersWith('customers:delete'),
    query: noQuery,
    body: noBody,
    personal: changing('customers.history.delete', 'own-id'),
    async handle(c) {
      await clearHistory(c.var.ctx, { id: c.req.param('id') });
      return c.body(null, 204);
    },
  });

  return app;
}
