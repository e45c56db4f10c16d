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
import { askedBy, eraseSubject } from '#shared/subjects/erase-subject.ts';
import { renderErasure } from '#shared/subjects/erasure.ts';
import type { SubjectWorld } from '#shared/subjects/preview-subject.ts';
import { listErasures, readErasure } from '#shared/subjects/read-erasures.ts';
import { countLeft } from '#shared/subjects/scopes/count-left.ts';
import { eraseScope, isOfScope, scopeNamed } from '#shared/subjects/scopes/erase-scope.ts';

/** Persons and conversations need `subjects`, and larger scopes `tenant`. */
const asking = callersWith('subjects', 'tenant');

/** Adds erasures, which show counts and nobody’s data. */
export function addErasureRoutes(app: App, world: SubjectWorld): void {
  const { categories } = world;
  const render = ({ now }: Context, document: StoredDocument) =>
    renderErasure(document, categories, { now: now() });
  const tellProgress = async (ctx: Context, document: StoredDocument) => {
    const toDo = await countLeft({ ...ctx, ...world }, document);
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
      nameFields(c, isWide ? scopeNamed(world.categories, body) : askedBy(body));
      await c.var.noteChange?.();
      const input = { body, idempotencyKey };
      const erase = isWide ? eraseScope : eraseSubject;
      const { erasure, replayed } = await erase(c.var.ctx, world, input);
      if (replayed) c.header('idempotency-replayed', 'true');
      return isWide
        ? c.json(await tellProgress(c.var.ctx, erasure), 202)
        : c.json(render(c.var.ctx, erasure));
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
