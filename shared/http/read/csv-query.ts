import { type CsvOptions, csvChoices, csvOptions } from '#shared/records/export-options.ts';
import { choicesQuery, type Query } from './read-query.ts';

/** `format` and `separator` of an export as CSV. */
export const csvQuery: Query<CsvOptions> = choicesQuery(csvChoices, (chosen) =>
  csvOptions.parse(chosen),
);
