import { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { createLedger } from '#shared/domains/loyalty/ledger.ts';
import { readBalance } from '#shared/domains/loyalty/read-balance.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { readJson, smallBodyMax } from '#shared/http/read/read-json.ts';
import { readNoQuery } from '#shared/http/read/read-query.ts';

/** Coins earned and spent, and what they were redeemed for. */
export function createLoyaltyApp(deps: CategoryAppDeps): App {
  const ledger = createLedger();
  const app = createCategoryApp(
    deps,
    { category: loyaltyTransactions, own: { companions: ledger.transactions } },
    { category: loyaltyRedemptions, own: { companions: ledger.redemptions } },
  );

  app.post('/v1/loyalty/balance', async (c) => {
    readNoQuery(c);
    const body = await readJson(c, smallBodyMax);
    c.set('accessTarget', 'email');
    return c.json(await readBalance(c.var.ctx, { body }));
  });

  return app;
}
