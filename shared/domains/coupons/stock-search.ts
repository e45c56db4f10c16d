import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';

/**
 * The most codes of a small stock. A small stock is searched from its beginning, and one query sees
 * all its codes.
 */
const smallStock = 20;

/** A part of a pool's stock, in the order of the codes' ids, which are random. */
export type Stretch = {
  /**
   * The part begins with the first id that is greater than this text. If `after` is undefined, the
   * part begins with the first id of the stock.
   */
  readonly after?: string;
  readonly limit: number;
};

export type StockSource = {
  /** Finds, in one query, codes that were in stock at one moment after the call. */
  readonly find: (stretch: Stretch) => Promise<StoredDocument[]>;
  /**
   * Returns a random text that has a place in the order of the ids, but is never equal to an id.
   */
  readonly randomPlace: () => string;
  readonly random: () => number;
  readonly now: () => Instant;
  /** The number of codes that were ever loaded, as far as this process knows. */
  readonly loaded: number;
};

/** The codes that a query found. `isAll` is true if the stock had no other codes at that moment. */
export type SeenCodes = { readonly codes: readonly StoredDocument[]; readonly isAll: boolean };

/**
 * Decides where one process searches for the codes of a pool. Usually a search begins after a
 * random text in the order of the ids, so that processes rarely take the same codes. Only a search
 * of the stock from its beginning shows that no code is left. All processes that search from the
 * beginning see the same codes, so each process shuffles them.
 */
export class StockSearch {
  /**
   * The result of the last search from the beginning of the stock. It is valid until more codes are
   * loaded.
   */
  #known: { readonly loaded: number; readonly isSmall: boolean } | undefined;

  /**
   * Makes one query. With `isThorough` it searches the stock from its beginning. It then finds the
   * whole stock, or at least `wanted` codes in addition to the `blocked` codes, which the caller
   * cannot use.
   */
  async find(
    source: StockSource,
    search: { readonly wanted: number; readonly blocked: number; readonly isThorough: boolean },
  ): Promise<SeenCodes> {
    const { wanted, blocked, isThorough } = search;
    const { loaded } = source;
    const isSmall = this.#known?.loaded === loaded ? this.#known.isSmall : loaded <= smallStock;
    if (!isThorough && !isSmall) {
      const codes = await source.find({ after: source.randomPlace(), limit: wanted });
      return { codes, isAll: false };
    }
    const limit = Math.max(wanted, smallStock) + blocked;
    const codes = await source.find({ limit });
    const isAll = codes.length < limit;
    this.#known = { loaded, isSmall: isAll && codes.length <= smallStock };
    return { codes: shuffle(source, codes), isAll };
  }
}

function shuffle({ random }: StockSource, codes: readonly StoredDocument[]): StoredDocument[] {
  return codes
    .map((code) => ({ code, place: random() }))
    .toSorted((left, right) => left.place - right.place)
    .map(({ code }) => code);
}
