import {
  type CallOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import { listQuery, type QueryValues } from './url-parts.ts';

/**
 * The form of a CSV. By default it is for spreadsheets, where no value becomes a formula. `raw`
 * does not change the values. Commas separate the values. With the `separator` `semicolon` it is as
 * German spreadsheets expect.
 */
export type CsvChoices = {
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** The choices of an export, in the form that {@link Request} needs. */
export function csvAsked({ format, separator, ...options }: CallOptions & CsvChoices = {}) {
  const query = { ...(format && { format }), ...(separator && { separator }) };
  return { ...options, query };
}

/** Filters of an export. It contains the records that a list with these filters shows. */
export type Narrowing<Filters> = { readonly filters?: Filters };

/** Requests a CSV in UTF-8, as a stream. The time limit ends with the first byte. */
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
