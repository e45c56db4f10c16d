import { type CsvChoices, exportCsv } from './export-csv.ts';
import { type ArchiveOptions, exportArchive } from './export-progress.ts';
import type { Experience } from './schemas.ts';
import { type CallOptions, sendRequest, type Transport } from './send-request.ts';
import { listQuery, plainSegment } from './url-parts.ts';

export type ExperiencePage = {
  readonly items: readonly Experience[];
  readonly next_cursor: string | null;
};

/** Which part of the list is wanted: `limit` 1 to 50, and the `next_cursor` of the page before. */
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

/** The experiences that variables belong to. */
export function createExperiencesClient(transport: Transport): ExperiencesClient {
  const base = '/v1/experiences';
  const at = (id: string) => `${base}/${plainSegment(id, 'an experience')}`;
  const list: ExperiencesClient['list'] = async (query = {}, options = {}) => {
    const path = `${base}${listQuery([], query)}`;
    const request = { ...options, method: 'GET', path } as const;
    return sendRequest(
      transport,
      request,
      (response) => response.json() as Promise<ExperiencePage>,
    );
  };
  return {
    list,
    async *iterate(query, options) {
      let cursor: string | null = null;
      do {
        const page: ExperiencePage = await list(
          { ...query, ...(cursor !== null && { cursor }) },
          options,
        );
        yield* page.items;
        cursor = page.next_cursor;
      } while (cursor !== null);
    },
    exportCsv: async (id, options) => exportCsv(transport, `${at(id)}/variables.csv`, options),
    exportArchive: async (id, options) => exportArchive(transport, `${at(id)}/export`, options),
  };
}
