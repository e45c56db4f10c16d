import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery, pageQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith, everyone } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import { erasing } from '#shared/subjects/erase-subject.ts';
import {
  listReceipts,
  readErasureReceipt,
  renderReceipt,
} from '#shared/subjects/receipts/read-receipts.ts';
import { recheckErasure } from '#shared/subjects/receipts/recheck-erasure.ts';
import { publishedKeys } from '#shared/vault/published-keys.ts';
import { issuing, type ReceiptsAppDeps } from './receipt-deps.ts';

/**
 * Adds the route of the public keys with which everybody can verify receipts. The keys are the same
 * for everyone and not secret.
 */
export function addKeyRoute(app: App, { signer }: ReceiptsAppDeps): void {
  addRoute(app, {
    method: 'GET',
    path: '/.well-known/mayfly-keys.json',
    admission: everyone,
    query: noQuery,
    body: noBody,
    personal: false,
    async handle(c) {
      const keys = await publishedKeys(signer);
      c.header('cache-control', 'public, max-age=3600');
      return c.json(keys);
    },
  });
}

/**
 * Adds the routes that return receipts, and the route that searches again after an erasure. Their
 * answers contain counts and no personal data.
 */
export function addReceiptRoutes(app: App, deps: ReceiptsAppDeps): void {
  const { signer } = deps;
  addRoute(app, {
    method: 'GET',
    path: '/v1/erasures/:id/receipt',
    admission: callersWith('subjects', 'tenant'),
    query: noQuery,
    body: noBody,
    personal: reading('erasures.receipt', 'own-id'),
    async handle(c) {
      const { ctx } = c.var;
      const jws = await readErasureReceipt(ctx, signer.publicKeys, { id: c.req.param('id') });
      return c.body(jws, 200, { 'content-type': 'application/jose' });
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/erasures/:id/recheck',
    admission: callersWith('subjects'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('erasures.recheck', 'own-id'),
    async handle(c, { body, idempotencyKey }) {
      await c.var.noteChange?.();
      const { ctx } = c.var;
      const request = { id: c.req.param('id'), body, idempotencyKey };
      const commit = erasing(ctx);
      const { replayed, ...told } = await recheckErasure(
        ctx,
        { ...deps, ...issuing(deps), commit },
        request,
      );
      if (replayed) c.header('idempotency-replayed', 'true');
      return c.json(told);
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/receipts',
    admission: callersWith('subjects'),
    query: pageQuery,
    body: noBody,
    personal: reading('receipts.list', 'none'),
    async handle(c, { query }) {
      const page = await listReceipts(c.var.ctx, signer.publicKeys, query);
      return c.json({ ...page, items: page.items.map(renderReceipt) });
    },
  });
}
