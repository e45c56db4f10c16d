import type { Context as HonoContext } from 'hono';
import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { exportOptions } from '#shared/records/export-options.ts';
import {
  categoryExport,
  countExport,
  type ExportSource,
  exportRecords,
} from '#shared/records/export-records.ts';
import { csvResponse } from '../answer/csv-response.ts';
import { exportResponse } from '../answer/export-response.ts';
import type { App } from '../create-app.ts';
import type { AppEnv } from '../env.ts';
import { readCsvOptions } from '../read/read-csv-options.ts';
import { readJson, smallBodyMax } from '../read/read-json.ts';
import { readNoQuery } from '../read/read-query.ts';

/** An export as CSV. */
export async function answerCsv(c: HonoContext<AppEnv>, source: ExportSource): Promise<Response> {
  const options = readCsvOptions(c);
  const rows = await exportRecords(c.var.ctx, source);
  return csvResponse(source.name, source.columns, rows, c.var.reportError, options);
}

/** An export as a ZIP archive, encrypted with the password that the body may hold. */
export async function answerArchive(
  c: HonoContext<AppEnv>,
  source: ExportSource,
): Promise<Response> {
  readNoQuery(c);
  const { password, ...csv } = parse(exportOptions, await readJson(c, smallBodyMax));
  const { ctx, reportError } = c.var;
  const count = await countExport(ctx, source);
  const rows = await exportRecords(ctx, source);
  const { name, columns } = source;
  return exportResponse({ name, columns, rows, count, at: ctx.now(), password, csv }, reportError);
}

/** Adds the exports of a category at its path. */
export function addExportRoutes(app: App, category: Category): void {
  const source = categoryExport(category);
  app.get(`/v1/${category.path}/export.csv`, (c) => answerCsv(c, source));
  app.post(`/v1/${category.path}/export`, (c) => answerArchive(c, source));
}
