import {
  type CallOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import { listQuery, type QueryValues } from './url-parts.ts';

/**
 * The form of a CSV. The default is for spreadsheets, where no value becomes a formula; `raw` keeps
 * values unchanged. Commas separate the values unless `separator` is `semicolon`, which German
 * spreadsheets expect.
 */
export type CsvChoices = {
  readonly format?: 'spreadsheet' | 'raw';
  readonly separator?: 'comma' | 'semicolon';
};

/** Choices of an export as {@link Request} takes them. */
export function csvAsked({ format, separator, ...options }: CallOptions & CsvChoices = {}) {
  const query = { ...(format && { format }), ...(separator && { separator }) };
  return { ...options, query };
}

/** An export of the records that a list with these filters shows. */
export type Narrowing<Filters> = { readonly filters?: Filters };

/** Asks for a CSV in UTF-8, streamed; the time limit ends with the first byte. */
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
