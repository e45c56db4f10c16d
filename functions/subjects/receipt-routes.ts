import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { noQuery, pageQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith, everyone } from '#shared/http/route/admission.ts';
import { reading } from '#shared/http/route/personal.ts';
import {
  listReceipts,
  readErasureReceipt,
  renderReceipt,
} from '#shared/subjects/receipts/read-receipts.ts';
import { publishedKeys } from '#shared/vault/published-keys.ts';
import type { ReceiptsAppDeps } from './receipt-deps.ts';

/** Adds the public keys that receipts are checked with: the same for everyone, and no secret. */
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

/** Adds receipts, which show counts and nobody’s data. */
export function addReceiptRoutes(app: App, { signer }: ReceiptsAppDeps): void {
  addRoute(app, {
    method: 'GET',
    path: '/v1/erasures/:id/receipt',
    admission: callersWith('subjects'),
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
    method: 'GET',
    path: '/v1/receipts',
    admission: callersWith('subjects'),
    query: pageQuery,
    body: noBody,
    personal: reading('receipts.list', 'none'),
    async handle(c, { query }) {
      const page = await listReceipts(c.var.ctx, query);
      return c.json({ ...page, items: page.items.map(renderReceipt) });
    },
  });
}
