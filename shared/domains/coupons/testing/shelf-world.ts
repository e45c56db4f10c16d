import { createSeededRandom } from './seeded-random.ts';
import { type Settling, ShelfProcess } from './shelf-process.ts';
import { TestStock } from './test-stock.ts';

const queriesMax = 3_000;
/** The most codes that callers of a shelf may hold at a time. */
const outMax = 3;

function check(condition: boolean, rule: string): void {
  if (!condition) throw new Error(rule);
}

/** Two processes that share one stock, and the rules that must hold after each event. */
export class ShelfWorld {
  readonly #random: () => number;
  readonly #stock = new TestStock();
  readonly #unreadable: ReadonlySet<string>;
  readonly #processes: readonly [ShelfProcess, ShelfProcess];

  constructor(start: {
    readonly codes: number;
    readonly unreadable: number;
    readonly seed: number;
  }) {
    this.#random = createSeededRandom(start.seed);
    const loaded = this.#stock.load(this.#random, start.codes);
    this.#unreadable = new Set(loaded.slice(0, start.unreadable));
    const create = () => new ShelfProcess(this.#stock, this.#random);
    this.#processes = [create(), create()];
  }

  #isReadable = (id: string): boolean => !this.#unreadable.has(id);

  #noteEmptiness(): void {
    if ([...this.#stock.left].some(this.#isReadable)) return;
    for (const { callers } of this.#processes) for (const each of callers) each.sawNothing = true;
  }

  ask(process: 0 | 1, callers: number): void {
    for (let count = 0; count < callers; count += 1) void this.#processes[process].ask();
    this.#noteEmptiness();
  }

  answer(process: 0 | 1, isLate: boolean): void {
    this.#processes[process].answer(isLate);
  }

  fail(process: 0 | 1): void {
    this.#processes[process].fail();
  }

  settle(process: 0 | 1, which: number, as: Settling): void {
    this.#processes[process].settle(which, as, this.#isReadable);
    this.#noteEmptiness();
  }

  load(count: number): void {
    this.#arrived(this.#stock.load(this.#random, count));
  }

  restore(count: number): void {
    this.#arrived(this.#stock.restore(count));
  }

  #arrived(ids: readonly string[]): void {
    for (const { late } of this.#processes) for (const id of ids) late.add(id);
  }

  /** Lets all callers do everything that they can do without an answer to a query. */
  async rest(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (const { broken, queriesSent } of this.#processes) {
      if (broken !== undefined) throw broken;
      check(queriesSent < queriesMax, 'the number of queries is limited');
    }
  }

  /**
   * Answers every query. After that, a caller waits only if another caller of the same process
   * holds a code.
   */
  async #answerAll(): Promise<void> {
    await this.rest();
    while (this.#processes.some(({ isAsking }) => isAsking)) {
      for (const process of this.#processes) process.answer(true);
      await this.rest();
    }
    for (const { callers, held, late } of this.#processes) {
      check(held.length <= outMax, 'callers of a process hold at most three codes at a time');
      if (callers.size === 0) continue;
      check(held.length > 0, 'callers wait only while other callers hold codes');
      const isFree = (id: string) => this.#isReadable(id) && !held.includes(id) && !late.has(id);
      const isLeft = held.length < outMax && [...this.#stock.left].some(isFree);
      check(!isLeft, 'nobody waits while a code is free');
    }
  }

  /** Settles every held code, one after the other, until no caller holds a code or waits. */
  async finish(): Promise<void> {
    await this.#answerAll();
    while (this.#processes.some(({ held }) => held.length > 0)) {
      this.settle(0, 0, 'committed');
      this.settle(1, 0, 'committed');
      await this.#answerAll();
    }
    const isDone = this.#processes.every(({ callers }) => callers.size === 0);
    check(isDone, 'every caller gets an answer in the end');
  }
}
