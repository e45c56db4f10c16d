import {
  type CallOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import { listQuery } from './url-parts.ts';

/**
 * How a CSV is written. The default is for spreadsheets, where no value becomes a formula; `raw` keeps values exactly as
 * they are. Commas separate the values unless `separator` is `semicolon`, which German spreadsheets expect.
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

/** Asks for a CSV in UTF-8, streamed; the time limit ends with the first byte. */
export function exportCsv(
  transport: Transport,
  path: string,
  { format, separator, ...options }: CallOptions & CsvChoices = {},
): Promise<ReadableStream<Uint8Array>> {
  const query = listQuery(['format', 'separator'], { format, separator });
  const request: ClientRequest = {
    ...options,
    method: 'GET',
    path: `${path}${query}`,
  };
  return sendRequest(transport, request, async ({ body }) => body ?? new Blob().stream());
}
