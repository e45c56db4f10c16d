import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery, pageQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { nameFields } from '#shared/http/route/name-fields.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import type { Context } from '#shared/records/context.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { askedBy, eraseSubject, erasing } from '#shared/subjects/erase-subject.ts';
import { renderErasure } from '#shared/subjects/erasure.ts';
import { listErasures, readErasure } from '#shared/subjects/read-erasures.ts';
import { tryGiveReceipt } from '#shared/subjects/receipts/give-receipt.ts';
import { countLeft } from '#shared/subjects/scopes/count-left.ts';
import { eraseScope, isOfScope, scopeNamed } from '#shared/subjects/scopes/erase-scope.ts';
import { issuing, type ReceiptsAppDeps } from './receipt-deps.ts';

/**
 * Callers with one of these rights are admitted. With `subjects` they may erase the data of a
 * person or a conversation. With `tenant` they may erase a category or the whole tenant.
 */
const asking = callersWith('subjects', 'tenant');

/**
 * Adds the routes that order and show erasures. Their answers contain counts and no personal data.
 */
export function addErasureRoutes(app: App, deps: ReceiptsAppDeps): void {
  const { categories } = deps;
  const render = ({ now }: Context, document: StoredDocument) =>
    renderErasure(document, categories, { now: now() });
  const tellProgress = async (ctx: Context, document: StoredDocument) => {
    const toDo = await countLeft({ ...ctx, ...deps }, document);
    return renderErasure(document, categories, { now: ctx.now(), toDo });
  };

  addRoute(app, {
    method: 'POST',
    path: '/v1/erasures',
    admission: asking,
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('erasures.create', 'fields'),
    async handle(c, { body, idempotencyKey }) {
      const isWide = isOfScope(body);
      nameFields(c, isWide ? scopeNamed(categories, body) : askedBy(body));
      await c.var.noteChange?.();
      const input = { body, idempotencyKey };
      const { ctx } = c.var;
      if (isWide) {
        const { erasure, replayed } = await eraseScope(ctx, deps, input);
        if (replayed) c.header('idempotency-replayed', 'true');
        return c.json({ ...(await tellProgress(ctx, erasure)), salt: null }, 202);
      }
      const { erasure, replayed, salt } = await eraseSubject(ctx, deps, input);
      if (replayed) c.header('idempotency-replayed', 'true');
      const commit = erasing(ctx);
      const ended = await tryGiveReceipt({ ...ctx, ...issuing(deps), commit }, erasure);
      return c.json({ ...render(ctx, ended), salt });
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/erasures',
    admission: asking,
    query: pageQuery,
    body: noBody,
    personal: reading('erasures.list', 'none'),
    async handle(c, { query }) {
      const { ctx } = c.var;
      const page = await listErasures(ctx, query);
      return c.json({ ...page, items: page.items.map((each) => render(ctx, each)) });
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/erasures/:id',
    admission: asking,
    query: noQuery,
    body: noBody,
    personal: reading('erasures.read', 'own-id'),
    async handle(c) {
      const { ctx } = c.var;
      return c.json(await tellProgress(ctx, await readErasure(ctx, { id: c.req.param('id') })));
    },
  });
}
