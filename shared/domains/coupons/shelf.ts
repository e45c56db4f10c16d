import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { type SeenCodes, StockSearch, type StockSource } from './stock-search.ts';

/**
 * The number of spare codes. A query reads one code for each waiting caller, and the spare codes.
 */
const spare = 2;
/**
 * How long spare codes are kept in memory. The time is short, because other processes take codes
 * from the same stock.
 */
const freshMicros = 10 * microsPerSecond;
/**
 * The most codes that the callers of a process hold at a time. If another process takes the same
 * codes, at most this number of commits fail before this process notices. A larger number would not
 * be faster, because the speed depends on the bcrypt hashes.
 */
const outMax = 3;

type Waiting = PromiseWithResolvers<StoredDocument | undefined> & { readonly source: StockSource };

/**
 * Gives the codes of one pool to the callers of a process. Two callers of the process never hold
 * the same code at the same time. A caller takes a code, tries to use it, and then settles it: the
 * caller tells the shelf the outcome. One query finds codes for several callers who come at the
 * same time. The codes in memory may be out of date. Only the commit that uses a code shows whether
 * the code is still in stock. If another process was faster, this process searches at another
 * place. A caller waits only while a query runs or while other callers hold codes. When a query
 * ends or a code is settled, the shelf serves the waiting callers again. So no caller waits for
 * ever, if all queries end and all callers settle their codes.
 */
export class Shelf {
  readonly #search = new StockSearch();
  #waiting: Waiting[] = [];
  readonly #held = new Set<string>();
  readonly #unreadable = new Set<string>();
  #spares: StoredDocument[] = [];
  #filledAt: Instant = 0;
  #isLooking = false;
  /**
   * Codes that were settled after the last query began. The result of the query may be out of date
   * for these codes.
   */
  readonly #settled = new Set<string>();
  /** True if the last query found too few codes for the waiting callers. */
  #isScarce = false;
  /**
   * True if the last query saw the whole stock and found too few free codes. Then callers wait
   * until held codes are settled.
   */
  #isExhausted = false;

  /**
   * Takes a code. No other caller of this process gets the code until {@link settle} is called. The
   * result is undefined if a search of the whole stock after this call found no code. If other
   * callers of this process hold the last codes, the call waits for these callers.
   */
  take(source: StockSource): Promise<StoredDocument | undefined> {
    const age = source.now() - this.#filledAt;
    if (age < 0 || age > freshMicros) this.#spares = [];
    const caller: Waiting = { source, ...Promise.withResolvers<StoredDocument | undefined>() };
    this.#waiting.push(caller);
    this.#goOn();
    return caller.promise;
  }

  /**
   * Ends a caller's hold on a code, with one of three outcomes: the code is used, it cannot be
   * decrypted, or it may still be in stock (`open`).
   */
  settle(id: string, outcome: 'used' | 'unreadable' | 'open'): void {
    this.#held.delete(id);
    this.#settled.add(id);
    if (outcome === 'unreadable') this.#unreadable.add(id);
    // The outcome `open` means that another process takes neighbouring codes, or that the code's
    // state is unknown. So the next search begins at another place.
    if (outcome === 'open') this.#spares = [];
    if (outcome === 'open' || this.#held.size === 0) this.#isExhausted = false;
    this.#goOn();
  }

  /** Serves as many waiting callers as possible. */
  #goOn(): void {
    while (this.#held.size < outMax) {
      const [caller] = this.#waiting;
      if (caller === undefined) return;
      const code = this.#spares.pop();
      if (code === undefined) {
        if (!this.#isLooking && !this.#isExhausted) void this.#look(caller.source);
        return;
      }
      this.#waiting.shift();
      this.#held.add(code.ref.id);
      caller.resolve(code);
    }
  }

  /**
   * Makes a query. No caller is served while the query runs. So the callers who were waiting when
   * the query began are served first.
   */
  async #look(source: StockSource): Promise<void> {
    this.#isLooking = true;
    this.#settled.clear();
    const callers = this.#waiting.length;
    try {
      const wanted = callers + spare;
      const blocked = this.#held.size + this.#unreadable.size;
      const isThorough = this.#isScarce;
      this.#fill(await this.#search.find(source, { wanted, blocked, isThorough }), callers);
      this.#filledAt = source.now();
    } catch (error) {
      for (const { reject } of this.#waiting.splice(0, callers)) reject(error);
    }
    this.#isLooking = false;
    this.#goOn();
  }

  #fill({ codes, isAll }: SeenCodes, callers: number): void {
    const readable = codes.filter(({ ref }) => !this.#unreadable.has(ref.id));
    const unsettled = readable.filter(({ ref }) => !this.#settled.has(ref.id));
    const free = unsettled.filter(({ ref }) => !this.#held.has(ref.id));
    // All processes that search the stock from its beginning find the same codes. So each process
    // keeps only a few of them, unless the query saw the whole stock.
    this.#spares = isAll ? free : free.slice(0, callers + spare);
    this.#isScarce = free.length < callers;
    if (!isAll || !this.#isScarce) return;
    if (readable.length === 0)
      for (const { resolve } of this.#waiting.splice(0, callers)) resolve(undefined);
    // A code that was settled during the query may be free again, so another query must check this.
    else this.#isExhausted = unsettled.length === readable.length;
  }
}
