import type { StoredDocument, Version } from '#shared/store/store.ts';
import type { StockSource, Stretch } from '../stock-search.ts';

function documentOf(id: string): StoredDocument {
  const ref = { tenant: 'acme', collection: 'coupon_stock', id };
  return { ref, data: {}, version: '1' as Version };
}

/** Returns a random text that has a place in the order of the ids. */
function placeBy(random: () => number): string {
  return Math.floor(random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0');
}

/** A pool's stock that stores only the ids of codes. */
export class TestStock {
  /** The documents of all codes that were ever loaded, in the order of their ids. */
  #known: StoredDocument[] = [];
  readonly #left = new Set<string>();
  readonly #used: string[] = [];

  get left(): ReadonlySet<string> {
    return this.#left;
  }

  load(random: () => number, count: number): string[] {
    const ids = Array.from({ length: count }, () => `${placeBy(random)}0`);
    const documents = [...this.#known, ...ids.map(documentOf)];
    this.#known = documents.toSorted(({ ref: a }, { ref: b }) => (a.id < b.id ? -1 : 1));
    for (const id of ids) this.#left.add(id);
    return ids;
  }

  /**
   * Uses a code.
   * @returns false if another process has used it before
   */
  use(id: string): boolean {
    const isMine = this.#left.delete(id);
    if (isMine) this.#used.push(id);
    return isMine;
  }

  /** Puts used codes back in stock, as a restored backup does. */
  restore(count: number): string[] {
    const ids = this.#used.splice(0, count);
    for (const id of ids) this.#left.add(id);
    return ids;
  }

  find({ after = '', limit }: Stretch): StoredDocument[] {
    const found: StoredDocument[] = [];
    for (let index = this.#indexAfter(after); found.length < limit; index += 1) {
      const document = this.#known[index];
      if (document === undefined) break;
      if (this.#left.has(document.ref.id)) found.push(document);
    }
    return found;
  }

  #indexAfter(place: string): number {
    let [low, high] = [0, this.#known.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#known[middle]?.ref.id ?? '') > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The stock as a shelf sees it. `find` answers the queries of the shelf. */
  source(random: () => number, find: StockSource['find']): StockSource {
    const loaded = this.#known.length;
    return { find, now: () => 0, random, randomPlace: () => placeBy(random), loaded };
  }
}
