import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { App } from '#shared/http/create-app.ts';
import { type CategoryAppDeps, createCategoryApp } from '#shared/http/create-category-app.ts';

/** Coupon codes that customers hold; emission and redemption create them. */
export function createCouponsApp(deps: CategoryAppDeps): App {
  return createCategoryApp(deps, { category: couponCodes });
}
