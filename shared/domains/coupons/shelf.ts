import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { type SeenCodes, StockSearch, type StockSource } from './stock-search.ts';

/** Codes looked for beyond those that callers wait for. */
const spare = 2;
/** How long spare codes are kept in hand; other processes take from the same stock. */
const freshMicros = 10 * microsPerSecond;
/**
 * Codes that are with callers at a time. Where another process walks along the same codes, it is no more than these
 * that are lost before it shows; and a process hashes no faster for more callers than these.
 */
const outMax = 3;

type Waiting = PromiseWithResolvers<StoredDocument | undefined> & { readonly source: StockSource };

/**
 * Hands out the codes of one pool within a process, each to one caller at a time. Callers who come at once are
 * served by one query, a few of them at a time. What is in hand is only a guess: the commit that uses a code up
 * decides, and after one that another process has won the process looks elsewhere.
 *
 * Nobody waits for ever, as long as queries end and callers settle: who waits does so because a query is under way
 * or because this process holds codes, and the end of either decides anew what can be done.
 */
export class Shelf {
  readonly #search = new StockSearch();
  #waiting: Waiting[] = [];
  readonly #held = new Set<string>();
  readonly #unreadable = new Set<string>();
  #spares: StoredDocument[] = [];
  #filledAt: Instant = 0;
  #isLooking = false;
  /** Settled since the last look began, which may have seen them as they were before. */
  readonly #settled = new Set<string>();
  /** Whether the last look found less than was waited for. */
  #isScarce = false;
  /** Whether that was all of the stock: those who wait do so until what is held comes back or is gone. */
  #isExhausted = false;

  /**
   * A code for this caller alone until {@link settle}. Undefined when, after this was asked, the stock was looked
   * through and held none; never because others of this process hold the last ones, which is waited for.
   */
  take(source: StockSource): Promise<StoredDocument | undefined> {
    const age = source.now() - this.#filledAt;
    if (age < 0 || age > freshMicros) this.#spares = [];
    const caller: Waiting = { source, ...Promise.withResolvers<StoredDocument | undefined>() };
    this.#waiting.push(caller);
    this.#goOn();
    return caller.promise;
  }

  /** Ends a caller's hold: the code is used, cannot be read, or may be there still. */
  settle(id: string, outcome: 'used' | 'unreadable' | 'open'): void {
    this.#held.delete(id);
    this.#settled.add(id);
    if (outcome === 'unreadable') this.#unreadable.add(id);
    // Another process walks along here, or the state of this one is not known: look again elsewhere.
    if (outcome === 'open') this.#spares = [];
    if (outcome === 'open' || this.#held.size === 0) this.#isExhausted = false;
    this.#goOn();
  }

  /** Does for those who wait what can be done now. */
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

  /** Nobody is served while it lasts, so that those who were there when it began are the first of those who wait. */
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
    // Every process that looks through the stock begins with the same codes: none keeps more than a few.
    this.#spares = isAll ? free : free.slice(0, callers + spare);
    this.#isScarce = free.length < callers;
    if (!isAll || !this.#isScarce) return;
    if (readable.length === 0)
      for (const { resolve } of this.#waiting.splice(0, callers)) resolve(undefined);
    // What was settled meanwhile may be free: another look tells.
    else this.#isExhausted = unsettled.length === readable.length;
  }
}
