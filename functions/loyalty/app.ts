import { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import type { App } from '#shared/http/create-app.ts';
import { type CategoryAppDeps, createCategoryApp } from '#shared/http/create-category-app.ts';

/** Coins earned and spent, and what they were redeemed for. */
export function createLoyaltyApp(deps: CategoryAppDeps): App {
  return createCategoryApp(
    deps,
    { category: loyaltyTransactions },
    { category: loyaltyRedemptions },
  );
}
