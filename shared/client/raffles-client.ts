import type { CreateOptions } from './category-client.ts';
import type { Page, PageQuery } from './category-types.ts';
import { type CsvChoices, csvAsked } from './export-csv.ts';
import { iteratePages } from './iterate-pages.ts';
import type { Request } from './request.ts';
import type { Draw, DrawCreate, Raffle, RaffleCreate, RaffleWinner } from './schemas.ts';
import type { CallOptions } from './send-request.ts';

export type RafflesClient = {
  /** Lists live raffles (those that have not expired), newest first. */
  list(query?: PageQuery, options?: CallOptions): Promise<Page<Raffle>>;
  iterate(query?: PageQuery, options?: CallOptions): AsyncGenerator<Raffle, void>;
  create(raffle: RaffleCreate, options?: CreateOptions): Promise<Raffle>;
  /**
   * Draws winners. If the client repeats the call, it sends the same idempotency key again, so
   * Mayfly draws only once.
   */
  draw(id: string, count: number, options?: CreateOptions): Promise<Draw>;
  /**
   * Announces a draw: Mayfly fixes the participants and the seed, but draws no winner yet. Call
   * `finish` to draw the winners.
   */
  announce(id: string, count: number, options?: CreateOptions): Promise<Draw>;
  /** Draws the winners of an announced draw, or of a draw that was interrupted. */
  finish(drawId: string, publicValue?: string, options?: CallOptions): Promise<Draw>;
  /**
   * Replaces a winner: the next entrant in the order of the draw wins instead. Lists still contain
   * the replaced winner, marked as replaced.
   */
  replace(
    id: string,
    replacement: Required<Pick<DrawCreate, 'replaces' | 'reason'>>,
    options?: CreateOptions,
  ): Promise<Draw>;
  /** Exports the draw file as text. It contains everything that is needed to check the draw. */
  exportDraw(drawId: string, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
  /** Lists the draws of a raffle, the latest first, each with its live winners. */
  draws(id: string, query?: PageQuery, options?: CallOptions): Promise<Page<Draw>>;
  /** Lists the live winners of a raffle: the winners of all its draws, or of its instant win. */
  winners(id: string, query?: PageQuery, options?: CallOptions): Promise<Page<RaffleWinner>>;
  iterateWinners(
    id: string,
    query?: PageQuery,
    options?: CallOptions,
  ): AsyncGenerator<RaffleWinner, void>;
  /**
   * Exports the winners of a raffle as CSV in UTF-8. The answer is a stream. The time limit applies
   * only until the first byte arrives.
   */
  exportWinnersCsv(
    id: string,
    options?: CallOptions & CsvChoices,
  ): Promise<ReadableStream<Uint8Array>>;
  exportParticipantsCsv(
    id: string,
    options?: CallOptions & CsvChoices,
  ): Promise<ReadableStream<Uint8Array>>;
};

/**
 * Creates the calls for raffles, draws and winners. The category `raffleParticipations` has the
 * calls for participations.
 */
export function createRafflesClient(request: Request): RafflesClient {
  const list: RafflesClient['list'] = async (query = {}, options = {}) =>
    request('GET /v1/raffles', { ...options, query });
  const winners: RafflesClient['winners'] = async (id, query = {}, options = {}) =>
    request('GET /v1/raffles/{id}/winners', { ...options, id, query });
  return {
    list,
    iterate: (query, options) => iteratePages(query, (page) => list(page, options)),
    create: async (body, options) => request('POST /v1/raffles', { ...options, body }),
    draw: async (id, count, options) =>
      request('POST /v1/raffles/{id}/draws', { ...options, id, body: { count } }),
    announce: async (id, count, options) =>
      request('POST /v1/raffles/{id}/draws', {
        ...options,
        id,
        body: { count, announce_only: true },
      }),
    finish: async (id, publicValue, options = {}) =>
      request('PUT /v1/raffle-draws/{id}/result', {
        ...options,
        id,
        body: { public_value: publicValue ?? null },
      }),
    replace: async (id, { replaces, reason }, options) =>
      request('POST /v1/raffles/{id}/draws', {
        ...options,
        id,
        body: { count: 1, replaces, reason },
      }),
    exportDraw: async (id, options = {}) =>
      request('GET /v1/raffle-draws/{id}/check', { ...options, id }),
    draws: async (id, query = {}, options = {}) =>
      request('GET /v1/raffles/{id}/draws', { ...options, id, query }),
    winners,
    iterateWinners: (id, query, options) =>
      iteratePages(query, (page) => winners(id, page, options)),
    exportWinnersCsv: async (id, options) =>
      request('GET /v1/raffles/{id}/winners.csv', { ...csvAsked(options), id }),
    exportParticipantsCsv: async (id, options) =>
      request('GET /v1/raffles/{id}/participants.csv', { ...csvAsked(options), id }),
  };
}
