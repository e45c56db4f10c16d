/** How much of the demo is written. The terminal and `GET /_local/demo` show these numbers. */
export type DemoProgress = {
  readonly done: number;
  readonly total: number;
};

/** Counts the finished steps of the demo. Tells the code that writes the demo when it must stop. */
export class DemoSteps {
  #done = 0;
  #total = 0;
  #isStopped = false;

  get progress(): DemoProgress {
    return { done: this.#done, total: this.#total };
  }

  /** True after the last step of the demo. */
  get isWhole(): boolean {
    return this.#total > 0 && this.#done === this.#total;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  plan(steps: number): void {
    this.#total += steps;
  }

  finish(steps: number): void {
    this.#done += steps;
  }

  stop(): void {
    this.#isStopped = true;
  }
}
