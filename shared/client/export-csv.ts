import {
  type CallOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import { listQuery, type QueryValues } from './url-parts.ts';

/**
 * The form of a CSV file. The default format `spreadsheet` changes values that a spreadsheet would
 * read as formulas. The format `raw` does not change the values. By default commas separate the
 * values. German spreadsheets expect the separator `semicolon`.
 */
export type CsvChoices = {
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** Returns the options and the query of an export, in the form that {@link Request} needs. */
export function csvAsked({ format, separator, ...options }: CallOptions & CsvChoices = {}) {
  const query = { ...(format && { format }), ...(separator && { separator }) };
  return { ...options, query };
}

/** Filters of an export. The export contains the same records as a list with these filters. */
export type Narrowing<Filters> = { readonly filters?: Filters };

/**
 * Requests a CSV in UTF-8, as a stream. The time limit applies only until the first byte arrives.
 */
export function exportCsv(
  transport: Transport,
  { path, filters: names }: { readonly path: string; readonly filters: readonly string[] },
  asked: CallOptions & CsvChoices & Narrowing<QueryValues> = {},
): Promise<ReadableStream<Uint8Array>> {
  const { format, separator, filters, ...options } = asked;
  const query = listQuery(['format', 'separator', ...names], { format, separator, ...filters });
  const request: ClientRequest = {
    ...options,
    method: 'GET',
    path: `${path}${query}`,
  };
  return sendRequest(transport, request, async ({ body }) => body ?? new Blob().stream());
}
