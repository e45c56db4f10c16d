import type { Context as HonoContext } from 'hono';
import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { type CsvOptions, exportOptions } from '#shared/records/export-options.ts';
import {
  categoryExport,
  countExport,
  type ExportSource,
  exportRecords,
} from '#shared/records/export-records.ts';
import { csvResponse } from '../answer/csv-response.ts';
import { exportResponse } from '../answer/export-response.ts';
import { whenWhole } from '../answer/when-whole.ts';
import type { App } from '../create-app.ts';
import type { AppEnv } from '../env.ts';
import { noBody } from '../read/body.ts';
import { csvQuery } from '../read/csv-query.ts';
import { repeatable } from '../read/idempotency.ts';
import { jsonBody, smallBodyMax } from '../read/read-json.ts';
import { noQuery } from '../read/read-query.ts';
import { addRoute } from '../route/add-route.ts';
import { callersWith } from '../route/admission.ts';
import { exporting } from '../route/personal.ts';
import type { OwnVerbs } from './own-verbs.ts';

/** An export as CSV. */
export async function answerCsv(
  c: HonoContext<AppEnv>,
  source: ExportSource,
  options: CsvOptions,
): Promise<Response> {
  const rows = await exportRecords(c.var.ctx, source);
  return csvResponse(source.name, source.columns, rows, c.var.reportError, options);
}

/** An export as a ZIP archive, encrypted with the password that the body may hold. */
export async function answerArchive(
  c: HonoContext<AppEnv>,
  source: ExportSource,
  body: unknown,
): Promise<Response> {
  const { password, ...csv } = parse(exportOptions, body);
  const { ctx, reportError } = c.var;
  const count = await countExport(ctx, source);
  const rows = await exportRecords(ctx, source);
  const { name, columns } = source;
  return exportResponse({ name, columns, rows, count, at: ctx.now(), password, csv }, reportError);
}

/** Adds the exports of a category at its path. */
export function addExportRoutes(app: App, category: Category, own: OwnVerbs): void {
  const source = categoryExport(category);
  const shared = {
    admission: callersWith(`${category.id}:export`),
  } as const;
  const noted = async (c: HonoContext<AppEnv>, answer: () => Promise<Response>) => {
    const { exported } = own;
    if (exported === undefined) return answer();
    const { ctx, reportError } = c.var;
    const beganAt = ctx.now();
    return whenWhole(await answer(), async () => exported(ctx, beganAt), reportError);
  };
  addRoute(app, {
    ...shared,
    method: 'GET',
    path: `/v1/${category.path}/export.csv`,
    query: csvQuery,
    body: noBody,
    personal: exporting(`${category.path}.export.csv`, 'none'),
    handle: async (c, { query }) => noted(c, async () => answerCsv(c, source, query)),
  });
  addRoute(app, {
    ...shared,
    method: 'POST',
    path: `/v1/${category.path}/export`,
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: exporting(`${category.path}.export`, 'none'),
    handle: async (c, { body }) => noted(c, async () => answerArchive(c, source, body)),
  });
}
