import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import type { CompanionMaker } from '#shared/records/companion.ts';
import type { Context } from '#shared/records/context.ts';
import { type CompleteCorrection, correctRecord } from '#shared/records/correct-record.ts';
import { type Created, createRecords } from '#shared/records/create-records.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { listRecords } from '#shared/records/list-records.ts';
import { renderFor, renderRecord } from '#shared/records/open-record.ts';
import type { Page } from '#shared/records/page.ts';
import type { Complete } from '#shared/records/read-inputs.ts';
import { readRecord } from '#shared/records/read-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import type { Revise } from '#shared/records/revise.ts';
import { searchRecords } from '#shared/records/search-records.ts';
import { renderChanged } from '../answer/render-changed.ts';
import type { App } from '../create-app.ts';
import { fieldsAskedFor } from '../describe-access.ts';
import { readJson, recordsBodyMax, smallBodyMax } from '../read/read-json.ts';
import { readListQuery, readNoQuery } from '../read/read-query.ts';
import { addExportRoutes } from './export-routes.ts';

/** What a category's own verbs replace of the generic ones. */
export type OwnVerbs = {
  /** Names fields of a new record that are dropped before anything of them is looked at. */
  readonly dropUnread?: (ctx: Context) => readonly string[];
  readonly complete?: Complete;
  readonly completeCorrection?: CompleteCorrection;
  readonly revise?: Revise;
  readonly companions?: (ctx: Context) => CompanionMaker;
  readonly createRecords?: (
    ctx: Context,
    input: { readonly body: unknown; readonly idempotencyKey: string | undefined },
  ) => Promise<Created>;
  readonly correctRecord?: (
    ctx: Context,
    input: { readonly id: string; readonly body: unknown },
  ) => Promise<ClearRecord>;
  readonly deleteRecord?: (ctx: Context, input: { readonly id: string }) => Promise<void>;
  /** Adds routes that come before the generic ones, which would take their paths for a record's. */
  readonly addRoutes?: (app: App) => void;
};

/** A page of records as interfaces answer it. */
export function renderPage(
  ctx: Pick<Context, 'scopes'>,
  category: Category,
  page: Page<ClearRecord>,
) {
  return { ...page, items: page.items.map((record) => renderFor(ctx, category, record)) };
}

/** The key of a request that is safe to repeat, if it has one. @throws Problem `header-invalid` */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  const rule = '1 to 255 visible ASCII characters';
  throw new Problem('header-invalid', { errors: [{ header: 'Idempotency-Key', rule }] });
}

/** Adds the generic API of a category at its path; the middleware before it must have set the caller's context. */
export function addCategoryRoutes(app: App, category: Category, own: OwnVerbs = {}): void {
  const path = `/v1/${category.path}`;
  own.addRoutes?.(app);

  if (category.createdBy === 'caller')
    app.post(path, async (c) => {
      readNoQuery(c);
      const idempotencyKey = readIdempotencyKey(c.req.header('idempotency-key'));
      const unread = own.dropUnread?.(c.var.ctx) ?? [];
      const body = await readJson(c, recordsBodyMax, unread);
      const companions = own.companions?.(c.var.ctx);
      const create = own.createRecords ?? createRecords;
      const { records, replayed } = await create(c.var.ctx, {
        category,
        body,
        idempotencyKey,
        complete: own.complete,
        unread,
        ...(companions && { companions }),
      });
      if (replayed) c.header('idempotency-replayed', 'true');
      const items = records.map(renderRecord);
      return c.json(Array.isArray(body) ? { items } : items[0], 201);
    });

  app.get(path, async (c) => {
    const input = { category, ...readListQuery(c, category) };
    const asked = fieldsAskedFor(input.filters.map(({ field }) => field));
    if (asked !== undefined) c.set('accessTarget', asked);
    return c.json(renderPage(c.var.ctx, category, await listRecords(c.var.ctx, input)));
  });

  if (lookupFields(category).length > 0)
    app.post(`${path}/search`, async (c) => {
      readNoQuery(c);
      const body = await readJson(c, smallBodyMax);
      const page = await searchRecords(c.var.ctx, { category, body });
      const asked = lookupFields(category).find((name) => name in (body as object));
      if (asked !== undefined) c.set('accessTarget', asked);
      return c.json(renderPage(c.var.ctx, category, page));
    });

  addExportRoutes(app, category);

  app.get(`${path}/:id`, async (c) => {
    readNoQuery(c);
    const input = { category, id: c.req.param('id') };
    return c.json(renderFor(c.var.ctx, category, await readRecord(c.var.ctx, input)));
  });

  if (category.correctable)
    app.patch(`${path}/:id`, async (c) => {
      readNoQuery(c);
      const input = {
        category,
        id: c.req.param('id'),
        body: await readJson(c, recordsBodyMax),
        complete: own.completeCorrection,
        revise: own.revise,
      };
      const record = await (own.correctRecord ?? correctRecord)(c.var.ctx, input);
      return c.json(renderChanged(c.var.ctx, category, record, input.body));
    });

  if (!category.deletable) return;
  app.delete(`${path}/:id`, async (c) => {
    readNoQuery(c);
    const id = c.req.param('id');
    if (own.deleteRecord === undefined) await deleteRecord(c.var.ctx, { category, id });
    else await own.deleteRecord(c.var.ctx, { id });
    return c.body(null, 204);
  });
}
