import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery, pageQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { nameFields } from '#shared/http/route/name-fields.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import { askedBy, eraseSubject, erasing } from '#shared/subjects/erase-subject.ts';
import { renderErasure } from '#shared/subjects/erasure.ts';
import { listErasures, readErasure } from '#shared/subjects/read-erasures.ts';
import { tryGiveReceipt } from '#shared/subjects/receipts/give-receipt.ts';
import { issuing, type ReceiptsAppDeps } from './receipt-deps.ts';

/** Adds erasures, which show counts and nobody’s data. */
export function addErasureRoutes(app: App, deps: ReceiptsAppDeps): void {
  const render = (document: Parameters<typeof renderErasure>[0]) =>
    renderErasure(document, deps.categories);

  addRoute(app, {
    method: 'POST',
    path: '/v1/erasures',
    admission: callersWith('subjects'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('erasures.create', 'fields'),
    async handle(c, { body, idempotencyKey }) {
      nameFields(c, askedBy(body));
      await c.var.noteChange?.();
      const input = { body, idempotencyKey };
      const { ctx } = c.var;
      const { erasure, replayed, salt } = await eraseSubject(ctx, deps, input);
      if (replayed) c.header('idempotency-replayed', 'true');
      const commit = erasing(ctx);
      const ended = await tryGiveReceipt({ ...ctx, ...issuing(deps), commit }, erasure);
      return c.json({ ...render(ended), salt });
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/erasures',
    admission: callersWith('subjects'),
    query: pageQuery,
    body: noBody,
    personal: reading('erasures.list', 'none'),
    async handle(c, { query }) {
      const page = await listErasures(c.var.ctx, query);
      return c.json({ ...page, items: page.items.map(render) });
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/erasures/:id',
    admission: callersWith('subjects'),
    query: noQuery,
    body: noBody,
    personal: reading('erasures.read', 'own-id'),
    handle: async (c) => c.json(render(await readErasure(c.var.ctx, { id: c.req.param('id') }))),
  });
}
