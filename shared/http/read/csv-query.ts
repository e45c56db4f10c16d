import type { Context as HonoContext } from 'hono';
import type { Category } from '#shared/categories/define-category.ts';
import { type CsvOptions, csvChoices, csvOptions } from '#shared/records/export-options.ts';
import { listFilters } from '#shared/records/record-filters.ts';
import type { Filter } from '#shared/store/store.ts';
import type { AppEnv } from '../env.ts';
import {
  choicesQuery,
  namesOf,
  type Query,
  readChoices,
  readFilters,
  readParameters,
} from './read-query.ts';

/** Reads `format` and `separator`, the options of an export as CSV. */
export const csvQuery: Query<CsvOptions> = choicesQuery(csvChoices, (chosen) =>
  csvOptions.parse(chosen),
);

type NarrowedCsv = { readonly csv: CsvOptions; readonly filters: readonly Filter[] };

/**
 * Reads the filters of a category's list, and `format` and `separator`, the options of an export as
 * CSV.
 */
export function exportQuery(category: Category): Query<NarrowedCsv> {
  const filterable = listFilters(category);
  const names = [...Object.keys(csvChoices), ...namesOf(filterable)];
  const read = (c: HonoContext<AppEnv>) => {
    const parameters = readParameters(c, names);
    const csv = csvOptions.parse(readChoices(parameters, csvChoices));
    return { csv, filters: readFilters(parameters, filterable) };
  };
  return { parameters: names, read };
}
