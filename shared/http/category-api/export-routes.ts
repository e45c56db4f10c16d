import type { Context as HonoContext } from 'hono';
import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import {
  type CsvOptions,
  type ExportOptions,
  exportOptions,
  readExportOptions,
} from '#shared/records/export-options.ts';
import {
  countExport,
  type ExportSource,
  exportRecords,
  narrowedExport,
} from '#shared/records/export-records.ts';
import type { Filter } from '#shared/store/store.ts';
import { csvResponse } from '../answer/csv-response.ts';
import { type ExportFile, exportResponse } from '../answer/export-response.ts';
import { whenWhole } from '../answer/when-whole.ts';
import type { App } from '../create-app.ts';
import type { AppEnv } from '../env.ts';
import { noBody } from '../read/body.ts';
import { exportQuery } from '../read/csv-query.ts';
import { repeatable } from '../read/idempotency.ts';
import { jsonBody, smallBodyMax } from '../read/read-json.ts';
import { noQuery } from '../read/read-query.ts';
import { addRoute } from '../route/add-route.ts';
import { callersWith } from '../route/admission.ts';
import { nameFields } from '../route/name-fields.ts';
import { exporting } from '../route/personal.ts';
import type { OwnVerbs } from './own-verbs.ts';

/** Answers with an export as CSV. */
export async function answerCsv(
  c: HonoContext<AppEnv>,
  source: ExportSource,
  options: CsvOptions,
): Promise<Response> {
  const rows = await exportRecords(c.var.ctx, source);
  return csvResponse(source.name, source.columns, rows, c.var.reportError, options);
}

/**
 * Answers with an export as a ZIP archive. It is encrypted if the body has a password.
 * @param findFiles finds the files that follow the CSV in the archive
 */
export async function answerArchive(
  c: HonoContext<AppEnv>,
  source: ExportSource,
  body: unknown,
  findFiles: () => Promise<ExportFile['beside']>,
): Promise<Response> {
  const options = parse(exportOptions, body);
  return sendArchive(c, source, options, await findFiles());
}

async function sendArchive(
  c: HonoContext<AppEnv>,
  source: ExportSource,
  { password, ...csv }: ExportOptions,
  beside?: ExportFile['beside'],
): Promise<Response> {
  const { ctx, reportError } = c.var;
  const count = await countExport(ctx, source);
  const rows = await exportRecords(ctx, source);
  const { name, columns } = source;
  const file = { name, columns, rows, count, at: ctx.now(), password, csv };
  return exportResponse({ ...file, ...(beside && { beside }) }, reportError);
}

/** Notes in the manager log which fields the filters of an export use. */
function nameNarrowed(c: HonoContext<AppEnv>, filters: readonly Filter[]): void {
  nameFields(
    c,
    filters.map(({ field }) => field),
  );
}

/** Adds the exports of a category at its path, with the filters of its list. */
export function addExportRoutes(app: App, category: Category, own: OwnVerbs): void {
  const shared = {
    admission: callersWith(`${category.id}:export`),
  } as const;
  const noted = async (
    c: HonoContext<AppEnv>,
    filters: readonly Filter[],
    answer: () => Promise<Response>,
  ) => {
    const { exported } = own;
    // An export with filters is not complete, so `exported` is not called.
    if (exported === undefined || filters.length > 0) return answer();
    const { ctx, reportError } = c.var;
    const beganAt = ctx.now();
    return whenWhole(await answer(), async () => exported(ctx, beganAt), reportError);
  };
  addRoute(app, {
    ...shared,
    method: 'GET',
    path: `/v1/${category.path}/export.csv`,
    query: exportQuery(category),
    body: noBody,
    personal: exporting(`${category.path}.export.csv`, 'fields'),
    async handle(c, { query: { csv, filters } }) {
      nameNarrowed(c, filters);
      return noted(c, filters, async () => answerCsv(c, narrowedExport(category, filters), csv));
    },
  });
  addRoute(app, {
    ...shared,
    method: 'POST',
    path: `/v1/${category.path}/export`,
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: exporting(`${category.path}.export`, 'fields'),
    async handle(c, { body }) {
      const read = own.readExport ?? (async () => readExportOptions(category, body));
      const { options, filters } = await read(c.var.ctx, body);
      nameNarrowed(c, filters);
      const source = narrowedExport(category, filters);
      return noted(c, filters, async () => sendArchive(c, source, options));
    },
  });
}
