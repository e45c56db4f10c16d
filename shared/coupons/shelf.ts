import { BoundedMap } from '../cache/bounded-map.ts';
import type { StoredDocument } from '../store/store.ts';
import { type Instant, microsPerSecond } from '../time/instant.ts';

/** Codes looked for beyond those that callers wait for. */
const spare = 2;
/** How long spare codes are kept in hand; other processes take from the same stock. */
const freshMicros = 10 * microsPerSecond;
/** A stock of so many at most is looked through from its beginning, so that one query sees all of it. */
const smallStock = 20;
const rememberedIds = 2_000;

/** A stretch of a pool's stock in the order of its ids, which are random: both ends exclusive. */
export type Stretch = {
  readonly after?: string;
  readonly before?: string;
  readonly limit: number;
};

export type StockSource = {
  readonly find: (stretch: Stretch) => Promise<StoredDocument[]>;
  /** A place among the ids at random; no id itself. */
  readonly randomPlace: () => string;
  readonly random: () => number;
  readonly now: () => Instant;
  /** Codes that were ever loaded, as last known. */
  readonly loaded: number;
};

type Waiting = PromiseWithResolvers<StoredDocument | undefined>;

/**
 * Hands out the codes of one pool within a process, each to one caller at a time. Callers who come at once are
 * served by one query; where it starts in the stock is random, so that processes keep out of each other's way.
 * What is in hand is only a guess: the commit that uses a code up decides.
 */
export class Shelf {
  #spares: StoredDocument[] = [];
  #filledAt: Instant = 0;
  #isSmall = false;
  #isFilling = false;
  readonly #held = new Set<string>();
  readonly #used = new BoundedMap<string, true>(rememberedIds);
  readonly #unreadable = new Set<string>();
  #waiting: Waiting[] = [];
  #returned = Promise.withResolvers<void>();

  /**
   * A code for this caller alone until {@link settle}. Undefined when, after this was asked, the stock was looked
   * through and held none; never because others of this process hold the last ones, which is waited for.
   */
  async take(source: StockSource): Promise<StoredDocument | undefined> {
    const age = source.now() - this.#filledAt;
    if (age < 0 || age > freshMicros) this.#spares = [];
    const [taken] = this.#spares.splice(Math.floor(source.random() * this.#spares.length), 1);
    if (taken !== undefined) {
      this.#held.add(taken.ref.id);
      return taken;
    }
    const waiting: Waiting = Promise.withResolvers();
    this.#waiting.push(waiting);
    if (!this.#isFilling) void this.#fill(source);
    return waiting.promise;
  }

  /** Ends a caller's hold: the code is used, cannot be read, or may be there still. */
  settle(id: string, outcome: 'used' | 'unreadable' | 'open'): void {
    this.#held.delete(id);
    if (outcome === 'used') this.#used.set(id, true);
    if (outcome === 'unreadable') this.#unreadable.add(id);
    // Another process walks along here, or the state of this one is not known: look again elsewhere.
    if (outcome === 'open') this.#spares = [];
    this.#returned.resolve();
    this.#returned = Promise.withResolvers();
  }

  #isFree = ({ ref: { id } }: StoredDocument): boolean =>
    !this.#held.has(id) && this.#used.get(id) === undefined && !this.#unreadable.has(id);

  async #look(source: StockSource, callers: number) {
    const blocked = this.#held.size + this.#unreadable.size;
    const isSmall = this.#isSmall || source.loaded <= smallStock;
    const limit = Math.max(callers + spare + blocked, isSmall ? smallStock : 0);
    const place = isSmall ? undefined : source.randomPlace();
    const found = await source.find({ limit, ...(place !== undefined && { after: place }) });
    const isPart = found.length === limit || found.some(this.#isFree);
    if (place === undefined || isPart)
      return { found, isAll: place === undefined && found.length < limit };
    const rest = await source.find({ limit, before: place });
    return { found: [...found, ...rest], isAll: rest.length < limit };
  }

  /** Serves those who wait, one look after the other. A look tells only those who were there when it began. */
  async #fill(source: StockSource): Promise<void> {
    this.#isFilling = true;
    while (this.#waiting.length > 0) {
      const callers = this.#waiting.splice(0);
      try {
        const { found, isAll } = await this.#look(source, callers.length);
        this.#isSmall = isAll && found.length <= smallStock;
        this.#serve(callers, found.filter(this.#isFree), source);
        if (callers.length === 0) continue;
        if (found.some(({ ref }) => this.#held.has(ref.id))) await this.#returned.promise;
        else if (isAll) for (const { resolve } of callers.splice(0)) resolve(undefined);
        this.#waiting.unshift(...callers);
      } catch (error) {
        for (const { reject } of callers) reject(error);
      }
    }
    this.#isFilling = false;
  }

  /** Gives what is free to the first of the callers, and keeps what is left over. */
  #serve(callers: Waiting[], free: StoredDocument[], source: StockSource): void {
    while (callers.length > 0 && free.length > 0) {
      const [document] = free.splice(Math.floor(source.random() * free.length), 1);
      const caller = callers.shift();
      if (document === undefined || caller === undefined) break;
      this.#held.add(document.ref.id);
      caller.resolve(document);
    }
    this.#spares = free;
    this.#filledAt = source.now();
  }
}
