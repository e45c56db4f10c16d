import { type CsvChoices, csvAsked } from './export-csv.ts';
import { type ArchiveOptions, exportArchive } from './export-progress.ts';
import { iteratePages } from './iterate-pages.ts';
import type { Request } from './request.ts';
import type { Experience, ExperiencePage } from './schemas.ts';
import type { CallOptions, Transport } from './send-request.ts';
import { plainSegment } from './url-parts.ts';

/** The wanted part of the list: `limit` 1 to 50, and the `next_cursor` of the page before. */
type ExperienceQuery = { readonly limit?: number; readonly cursor?: string };

export type ExperiencesClient = {
  /** Experiences that have live variables, in the order of their ids. */
  list(query?: ExperienceQuery, options?: CallOptions): Promise<ExperiencePage>;
  iterate(query?: ExperienceQuery, options?: CallOptions): AsyncGenerator<Experience, void>;
  /** The live variables of an experience as CSV in UTF-8, streamed. */
  exportCsv(id: string, options?: CallOptions & CsvChoices): Promise<ReadableStream<Uint8Array>>;
  /** The same in a ZIP archive, encrypted where there is a password. */
  exportArchive(id: string, options?: ArchiveOptions): Promise<ReadableStream<Uint8Array>>;
};

/** Calls for experiences, to which variables belong. */
export function createExperiencesClient(transport: Transport, request: Request): ExperiencesClient {
  const list: ExperiencesClient['list'] = async (query = {}, options = {}) =>
    request('GET /v1/experiences', { ...options, query });
  return {
    list,
    iterate: (query, options) => iteratePages(query, (page) => list(page, options)),
    exportCsv: async (id, options) =>
      request('GET /v1/experiences/{id}/variables.csv', { ...csvAsked(options), id }),
    exportArchive: async (id, options) =>
      exportArchive(transport, `/v1/experiences/${plainSegment(id)}/export`, options),
  };
}
