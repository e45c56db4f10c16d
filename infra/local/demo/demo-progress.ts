/** How much of the demo is written. The terminal and `GET /_local/demo` show it. */
export type DemoProgress = {
  readonly done: number;
  readonly total: number;
};

/** Counts the steps of the demo, and tells its writers when to stop. */
export class DemoSteps {
  #done = 0;
  #total = 0;
  #isStopped = false;

  get progress(): DemoProgress {
    return { done: this.#done, total: this.#total };
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
