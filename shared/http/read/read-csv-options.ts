import type { Context as HonoContext } from 'hono';
import { type CsvOptions, csvChoices, csvOptions } from '#shared/records/export-options.ts';
import type { AppEnv } from '../env.ts';
import { readChoices } from './read-query.ts';

/** Reads `format` and `separator` of an export as CSV. @throws Problem `query-invalid` */
export function readCsvOptions(c: HonoContext<AppEnv>): CsvOptions {
  return csvOptions.parse(readChoices(c, csvChoices));
}
