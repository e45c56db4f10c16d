import { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { completeRedemption } from '#shared/domains/loyalty/complete-redemption.ts';
import { createLedger } from '#shared/domains/loyalty/ledger.ts';
import { readBalance } from '#shared/domains/loyalty/read-balance.ts';
import { readLedger } from '#shared/domains/loyalty/read-ledger.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { nameFields } from '#shared/http/route/name-fields.ts';
import { reading } from '#shared/http/route/personal.ts';

/** Creates the app for coins that people earn, spend and redeem. */
export function createLoyaltyApp(deps: CategoryAppDeps): App {
  const ledger = createLedger();
  const app = createCategoryApp(
    deps,
    { category: loyaltyTransactions, own: { companions: ledger.transactions } },
    {
      category: loyaltyRedemptions,
      own: { complete: completeRedemption, companions: ledger.redemptions },
    },
  );

  addRoute(app, {
    method: 'POST',
    path: '/v1/loyalty/balance',
    admission: callersWith('loyalty_transactions:read'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: reading('loyalty.balance', 'fields'),
    async handle(c, { body }) {
      nameFields(c, ['email']);
      return c.json(await readBalance(c.var.ctx, { body }));
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/loyalty/ledger',
    admission: callersWith('loyalty_transactions:read'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: reading('loyalty.ledger', 'fields'),
    async handle(c, { body }) {
      nameFields(c, ['email']);
      return c.json(await readLedger(c.var.ctx, { body }));
    },
  });

  return app;
}
