import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { lookCodeUp } from '#shared/domains/coupons/look-code-up.ts';
import { renderFound } from '#shared/domains/coupons/render-found.ts';
import type { App } from '#shared/http/create-app.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { nameFields } from '#shared/http/route/name-fields.ts';
import { reading } from '#shared/http/route/personal.ts';

/**
 * Adds the route that searches pools for a code. The request body contains the code. One request
 * searches a limited number of pools.
 */
export function addLookupRoute(app: App): void {
  addRoute(app, {
    method: 'POST',
    path: `/v1/${couponCodes.path}/lookup`,
    admission: callersWith('coupon_codes:read'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: reading('coupon-codes.lookup', 'fields'),
    async handle(c, { body }) {
      const { items, next_cursor } = await lookCodeUp(c.var.ctx, body);
      nameFields(c, ['code']);
      return c.json({ items: items.map((each) => renderFound(c.var.ctx, each)), next_cursor });
    },
  });
}
