import { closePool } from '#shared/domains/coupons/close-pool.ts';
import { createPool } from '#shared/domains/coupons/create-pool.ts';
import type { Desk } from '#shared/domains/coupons/desk.ts';
import { listPools } from '#shared/domains/coupons/list-pools.ts';
import { loadCodes } from '#shared/domains/coupons/load-codes.ts';
import { renderPool } from '#shared/domains/coupons/pool-figures.ts';
import { readPoolStatus } from '#shared/domains/coupons/read-pool-status.ts';
import { tryCodes } from '#shared/domains/coupons/try-codes.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { csvBody } from '#shared/http/read/read-csv.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery, pageQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import { loadQuery } from './load-query.ts';

/**
 * The size limit for a file of codes, in bytes. One commit stores the whole file, and the writes of
 * this commit may have at most 3 MiB.
 */
const codesBodyMax = 2 * 1024 * 1024;

/**
 * Adds the routes of pools. A pool contains coupons to give out, or codes that customers hand in.
 */
export function addPoolRoutes(app: App, desk: Desk): void {
  addRoute(app, {
    method: 'GET',
    path: '/v1/coupon-pools',
    admission: callersWith('coupon_codes:read', 'coupon_codes:write'),
    query: pageQuery,
    body: noBody,
    personal: reading('coupon-pools.list', 'none'),
    handle: async (c, { query }) => c.json(await listPools(c.var.ctx, query)),
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/coupon-pools',
    admission: callersWith('coupon_codes:write'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('coupon-pools.create', 'none'),
    async handle(c, { body, idempotencyKey }) {
      const since = c.var.ctx.now();
      const { pool, replayed } = await createPool(c.var.ctx, { body, idempotencyKey });
      if (replayed) c.header('idempotency-replayed', 'true');
      desk.rememberPool(c.var.ctx, pool, since);
      return c.json(await renderPool(c.var.ctx, pool), 201);
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/coupon-pools/:id/codes',
    admission: callersWith('coupon_codes:write'),
    query: loadQuery,
    body: csvBody(codesBodyMax),
    idempotency: remembered,
    personal: changing('coupon-pools.codes', 'own-id'),
    async handle(c, { body, query: { header, isTrial }, idempotencyKey }) {
      const input = { poolId: c.req.param('id'), csv: body, header };
      if (isTrial) return c.json(await tryCodes(c.var.ctx, input));
      const since = c.var.ctx.now();
      const { pool, replayed } = await loadCodes(c.var.ctx, { ...input, idempotencyKey });
      if (replayed) c.header('idempotency-replayed', 'true');
      desk.rememberPool(c.var.ctx, pool, since);
      return c.json(await renderPool(c.var.ctx, pool), 201);
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/coupon-pools/:id',
    admission: callersWith('coupon_codes:read', 'coupon_codes:write'),
    query: noQuery,
    body: noBody,
    personal: reading('coupon-pools.read', 'own-id'),
    handle: async (c) => c.json(await readPoolStatus(c.var.ctx, c.req.param('id'))),
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/coupon-pools/:id/close',
    admission: callersWith('coupon_codes:write'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('coupon-pools.close', 'own-id'),
    async handle(c, { body, idempotencyKey }) {
      const input = { poolId: c.req.param('id'), body, idempotencyKey };
      const since = c.var.ctx.now();
      const { pool, replayed } = await closePool(c.var.ctx, input);
      if (replayed) c.header('idempotency-replayed', 'true');
      desk.rememberPool(c.var.ctx, pool, since);
      return c.json(await renderPool(c.var.ctx, pool), pool.state === 'closed' ? 200 : 202);
    },
  });
}
