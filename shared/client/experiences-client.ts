import { type CsvChoices, csvAsked } from './export-csv.ts';
import { type ArchiveOptions, exportArchive } from './export-progress.ts';
import { iteratePages } from './iterate-pages.ts';
import type { Request } from './request.ts';
import type { Experience, ExperiencePage } from './schemas.ts';
import type { CallOptions, Transport } from './send-request.ts';
import { plainSegment } from './url-parts.ts';

/** Chooses a page of the list: `limit` from 1 to 50, and the `next_cursor` of the previous page. */
type ExperienceQuery = { readonly limit?: number; readonly cursor?: string };

export type ExperiencesClient = {
  /** Lists experiences that have live variables, in the order of their ids. */
  list(query?: ExperienceQuery, options?: CallOptions): Promise<ExperiencePage>;
  iterate(query?: ExperienceQuery, options?: CallOptions): AsyncGenerator<Experience, void>;
  /** Exports the live variables of an experience as CSV in UTF-8. The answer is a stream. */
  exportCsv(id: string, options?: CallOptions & CsvChoices): Promise<ReadableStream<Uint8Array>>;
  /**
   * Exports the live variables and the files of an experience as a ZIP archive. If `options`
   * contain a password, the archive is encrypted.
   */
  exportArchive(id: string, options?: ArchiveOptions): Promise<ReadableStream<Uint8Array>>;
};

/** Creates the calls for experiences. Each variable belongs to an experience. */
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
