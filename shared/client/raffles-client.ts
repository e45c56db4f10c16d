import type { CreateOptions } from './category-client.ts';
import type { Page, PageQuery } from './category-types.ts';
import { type CsvChoices, exportCsv } from './export-csv.ts';
import { iteratePages } from './iterate-pages.ts';
import type { Draw, Raffle, RaffleCreate, RaffleWinner } from './schemas.ts';
import {
  type CallOptions,
  type ClientRequest,
  sendRequest,
  type Transport,
} from './send-request.ts';
import { listQuery, type QueryValues, recordSegment } from './url-parts.ts';

export type RafflesClient = {
  /** Live raffles, newest first. */
  list(query?: PageQuery, options?: CallOptions): Promise<Page<Raffle>>;
  iterate(query?: PageQuery, options?: CallOptions): AsyncGenerator<Raffle, void>;
  create(raffle: RaffleCreate, options?: CreateOptions): Promise<Raffle>;
  /** Draws winners; repeated by itself under one key, so that it draws once. */
  draw(id: string, count: number, options?: CreateOptions): Promise<Draw>;
  /** Draws with their live winners, the latest first. */
  draws(id: string, query?: PageQuery, options?: CallOptions): Promise<Page<Draw>>;
  /** Live winners of all draws, or of an instant win. */
  winners(id: string, query?: PageQuery, options?: CallOptions): Promise<Page<RaffleWinner>>;
  iterateWinners(
    id: string,
    query?: PageQuery,
    options?: CallOptions,
  ): AsyncGenerator<RaffleWinner, void>;
  /** As CSV in UTF-8, streamed; the time limit ends with the first byte. */
  exportWinnersCsv(
    id: string,
    options?: CallOptions & CsvChoices,
  ): Promise<ReadableStream<Uint8Array>>;
  exportParticipantsCsv(
    id: string,
    options?: CallOptions & CsvChoices,
  ): Promise<ReadableStream<Uint8Array>>;
};

/** What raffles offer beside their participations. */
export function createRafflesClient(transport: Transport): RafflesClient {
  const base = '/v1/raffles';
  const of = (id: string, what: string) => `${base}/${recordSegment(id)}/${what}`;
  const send = <T>(request: ClientRequest) =>
    sendRequest(transport, request, (response) => response.json() as Promise<T>);
  const read = <T>(path: string, query: QueryValues = {}, options: CallOptions = {}) =>
    send<Page<T>>({
      ...options,
      method: 'GET',
      path: `${path}${listQuery([], query)}`,
    });
  const post = <T>(path: string, body: unknown, options?: CreateOptions) =>
    send<T>({ ...options, method: 'POST', path, body });
  return {
    list: async (query, options) => read(base, query, options),
    iterate: (query, options) => iteratePages(query, async (page) => read(base, page, options)),
    create: (body, options) => post(base, body, options),
    draw: async (id, count, options) => post(of(id, 'draws'), { count }, options),
    draws: async (id, query, options) => read(of(id, 'draws'), query, options),
    winners: async (id, query, options) => read(of(id, 'winners'), query, options),
    iterateWinners: (id, query, options) =>
      iteratePages(query, async (page) => read(of(id, 'winners'), page, options)),
    exportWinnersCsv: async (id, options) => exportCsv(transport, of(id, 'winners.csv'), options),
    exportParticipantsCsv: async (id, options) =>
      exportCsv(transport, of(id, 'participants.csv'), options),
  };
}
