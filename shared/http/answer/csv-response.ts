import type { CsvOptions } from '#shared/records/export-options.ts';
import type { Row } from '#shared/records/export-records.ts';
import { createCsvStream } from './csv-stream.ts';
import { untilIdle } from './until-idle.ts';

/**
 * Answers with rows as a CSV download. It sends the rows while it reads them, see {@link
 * createCsvStream}.
 */
export function csvResponse(
  name: string,
  columns: readonly string[],
  rows: AsyncIterable<Row>,
  reportError: (error: unknown) => void,
  options?: CsvOptions,
): Response {
  return new Response(untilIdle(createCsvStream(columns, rows, reportError, options)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name}.csv"`,
    },
  });
}
