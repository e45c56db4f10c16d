import type { Desk } from '#shared/domains/coupons/desk.ts';
import type { emitCoupon } from '#shared/domains/coupons/emit-coupon.ts';
import type { redeemCode } from '#shared/domains/coupons/redeem-code.ts';
import { renderClaimed } from '#shared/domains/coupons/render-claimed.ts';
import type { App } from '#shared/http/create-app.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing } from '#shared/http/route/personal.ts';

/**
 * Adds one of two routes: `emit` gives a customer a coupon of a pool, `redeem` redeems a customer's
 * code.
 */
export function addClaimRoute(
  app: App,
  desk: Desk,
  verb: 'emit' | 'redeem',
  claim: typeof emitCoupon | typeof redeemCode,
): void {
  addRoute(app, {
    method: 'POST',
    path: `/v1/coupon-pools/:id/${verb}`,
    admission: callersWith('coupon_codes:write'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing(`coupon-pools.${verb}`, 'own-id'),
    async handle(c, { body, idempotencyKey }) {
      const input = { poolId: c.req.param('id'), body, idempotencyKey };
      const { record, created, replayed } = await claim(c.var.ctx, desk, input);
      if (replayed) c.header('idempotency-replayed', 'true');
      return c.json(renderClaimed(c.var.ctx, record, body), created ? 201 : 200);
    },
  });
}
