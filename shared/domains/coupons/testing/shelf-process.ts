import type { StoredDocument } from '#shared/store/store.ts';
import { Shelf } from '../shelf.ts';
import type { Stretch } from '../stock-search.ts';
import type { TestStock } from './test-stock.ts';

/**
 * What a caller does with a held code. With `committed` the caller tries to use the code, and fails
 * if another process was faster. With `given up` the caller does not try.
 */
export type Settling = 'committed' | 'given up';

type Query = PromiseWithResolvers<StoredDocument[]> & {
  readonly stretch: Stretch;
  /** The codes that were in stock when the query was sent. */
  readonly early: StoredDocument[];
};

/**
 * A process with a shelf. The test says when a query is answered and when a code is settled.
 * Otherwise nothing happens in the process. In `settle`, `which` selects one of the held codes, and
 * may be any number.
 */
export class ShelfProcess {
  readonly #shelf = new Shelf();
  readonly #stock: TestStock;
  readonly #random: () => number;
  readonly #queries: Query[] = [];
  readonly held: string[] = [];
  /**
   * Callers who wait for a code. `sawNothing` is true if, at some moment since the caller came, no
   * code in stock could be decrypted.
   */
  readonly callers = new Set<{ sawNothing: boolean }>();
  /**
   * Codes that came into stock after the last query whose answer was up to date. The process may
   * not know these codes yet.
   */
  readonly late = new Set<string>();
  queriesSent = 0;
  broken: Error | undefined;

  constructor(stock: TestStock, random: () => number) {
    this.#stock = stock;
    this.#random = random;
  }

  get isAsking(): boolean {
    return this.#queries.length > 0;
  }

  async ask(): Promise<void> {
    const caller = { sawNothing: false };
    this.callers.add(caller);
    try {
      const source = this.#stock.source(this.#random, (stretch) => this.#send(stretch));
      const taken = await this.#shelf.take(source);
      if (taken === undefined && !caller.sawNothing)
        throw new Error('a caller got no code although the stock was never empty');
      if (taken === undefined) return;
      const { id } = taken.ref;
      if (this.held.includes(id)) throw new Error('two callers of a process hold the same code');
      this.held.push(id);
    } catch (error) {
      const told = error instanceof Error ? error : new Error('thrown', { cause: error });
      if (told.message !== 'away') this.broken ??= told;
    } finally {
      this.callers.delete(caller);
    }
  }

  #send(stretch: Stretch): Promise<StoredDocument[]> {
    this.queriesSent += 1;
    const early = this.#stock.find(stretch);
    const query = { stretch, early, ...Promise.withResolvers<StoredDocument[]>() };
    this.#queries.push(query);
    return query.promise;
  }

  /**
   * Answers a query from the stock as it was when the query was sent, or from the present stock.
   */
  answer(isLate: boolean): void {
    const query = this.#queries.shift();
    if (isLate && query !== undefined) this.late.clear();
    query?.resolve(isLate ? this.#stock.find(query.stretch) : query.early);
  }

  fail(): void {
    this.#queries.shift()?.reject(new Error('away'));
  }

  settle(which: number, as: Settling, isReadable: (id: string) => boolean): void {
    const [id] = this.held.splice(which % Math.max(this.held.length, 1), 1);
    if (id === undefined) return;
    if (!isReadable(id)) this.#shelf.settle(id, 'unreadable');
    else this.#shelf.settle(id, as === 'committed' && this.#stock.use(id) ? 'used' : 'open');
  }
}
