import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';

/** A stock of so many at most is looked through from its beginning, so that one query sees all of it. */
const smallStock = 20;

/** Codes of a pool in the order of their ids, which are random. */
export type Stretch = {
  /** A place among the ids; the stretch begins with the first of them unless told. */
  readonly after?: string;
  readonly limit: number;
};

export type StockSource = {
  /** What lay in stock at one moment after this was asked, in one query. */
  readonly find: (stretch: Stretch) => Promise<StoredDocument[]>;
  /** A place among the ids at random; no id itself. */
  readonly randomPlace: () => string;
  readonly random: () => number;
  readonly now: () => Instant;
  /** Codes that were ever loaded, as last known. */
  readonly loaded: number;
};

/** Codes, and whether they are all that lay in stock at one moment. */
export type SeenCodes = { readonly codes: readonly StoredDocument[]; readonly isAll: boolean };

/**
 * Decides where one process looks for the codes of a pool: at a random place, so that processes keep out of each
 * other's way, or through the stock from its beginning, which alone shows that there is nothing left. Every process
 * that does so sees the same codes, and therefore gets them in an order of chance.
 */
export class StockSearch {
  /** What looking through the stock has shown, good until more is loaded. */
  #known: { readonly loaded: number; readonly isSmall: boolean } | undefined;

  /**
   * One query. With `isThorough` it sees all of the stock, or at least `wanted` codes beside the `blocked` ones,
   * which are of no use to the caller.
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
