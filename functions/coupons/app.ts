import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { createDesk } from '#shared/domains/coupons/desk.ts';
import { emitCoupon } from '#shared/domains/coupons/emit-coupon.ts';
import { redeemCode } from '#shared/domains/coupons/redeem-code.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { addClaimRoute } from './claim-route.ts';
import { addLookupRoute } from './lookup-route.ts';
import { addPoolRoutes } from './pool-routes.ts';

/** Creates the app for coupons and codes, and for the pools that contain them. */
export function createCouponsApp(deps: CategoryAppDeps): App {
  const app = createCategoryApp(deps, { category: couponCodes });
  const desk = createDesk();
  addLookupRoute(app);
  addPoolRoutes(app, desk);
  addClaimRoute(app, desk, 'emit', emitCoupon);
  addClaimRoute(app, desk, 'redeem', redeemCode);
  return app;
}
