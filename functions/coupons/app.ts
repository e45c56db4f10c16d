import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { createPool } from '#shared/domains/coupons/create-pool.ts';
import { createDesk } from '#shared/domains/coupons/desk.ts';
import { emitCoupon } from '#shared/domains/coupons/emit-coupon.ts';
import { listPools } from '#shared/domains/coupons/list-pools.ts';
import { loadCodes } from '#shared/domains/coupons/load-codes.ts';
import { renderPool } from '#shared/domains/coupons/pool-figures.ts';
import { redeemCode } from '#shared/domains/coupons/redeem-code.ts';
import { renderClaimed } from '#shared/domains/coupons/render-claimed.ts';
import { tryCodes } from '#shared/domains/coupons/try-codes.ts';
import { readIdempotencyKey } from '#shared/http/category-api/category-routes.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { readCsv } from '#shared/http/read/read-csv.ts';
import { readJson, smallBodyMax } from '#shared/http/read/read-json.ts';
import { readNoQuery, readPage } from '#shared/http/read/read-query.ts';
import { readLoadQuery } from './read-load-query.ts';

/** A file of codes, in bytes; one commit takes 3 MiB encoded. */
const codesBodyMax = 2 * 1024 * 1024;

const claims = { emit: emitCoupon, redeem: redeemCode } as const;

/** Coupons that are given out, codes that are handed in, and the pools they come from. */
export function createCouponsApp(deps: CategoryAppDeps): App {
  const app = createCategoryApp(deps, { category: couponCodes });
  const desk = createDesk();

  app.get('/v1/coupon-pools', async (c) => c.json(await listPools(c.var.ctx, readPage(c))));

  app.post('/v1/coupon-pools', async (c) => {
    readNoQuery(c);
    const idempotencyKey = readIdempotencyKey(c.req.header('idempotency-key'));
    const body = await readJson(c, smallBodyMax);
    const { pool, replayed } = await createPool(c.var.ctx, { body, idempotencyKey });
    if (replayed) c.header('idempotency-replayed', 'true');
    desk.rememberPool(c.var.ctx, pool);
    return c.json(await renderPool(c.var.ctx, pool), 201);
  });

  app.post('/v1/coupon-pools/:id/codes', async (c) => {
    const { header, isTrial } = readLoadQuery(c);
    const input = { poolId: c.req.param('id'), csv: readCsv(c, codesBodyMax), header };
    if (isTrial) return c.json(await tryCodes(c.var.ctx, input));
    const pool = await loadCodes(c.var.ctx, input);
    desk.rememberPool(c.var.ctx, pool);
    return c.json(await renderPool(c.var.ctx, pool), 201);
  });

  for (const verb of ['emit', 'redeem'] as const)
    app.post(`/v1/coupon-pools/:id/${verb}`, async (c) => {
      readNoQuery(c);
      const idempotencyKey = readIdempotencyKey(c.req.header('idempotency-key'));
      const body = await readJson(c, smallBodyMax);
      const input = { poolId: c.req.param('id'), body, idempotencyKey };
      const { record, created, replayed } = await claims[verb](c.var.ctx, desk, input);
      if (replayed) c.header('idempotency-replayed', 'true');
      return c.json(renderClaimed(c.var.ctx, record, body), created ? 201 : 200);
    });

  return app;
}
