/** Prints lines in the terminal: each finished step, and how long it took. */
export interface Progress {
  say(line: string): void;
  step<T>(name: string, work: Promise<T>, describe?: (result: T) => string): Promise<T>;
  /** Prints every few seconds how much of a long step is done. */
  watch<T>(
    name: string,
    work: Promise<T>,
    progress: () => { readonly done: number; readonly total: number },
  ): Promise<T>;
}

const nameWidth = 36;
const watchMs = 3_000;

export function createProgress(write: (text: string) => void): Progress {
  return {
    say: (line) => write(`${line}\n`),
    async step(name, work, describe) {
      const started = performance.now();
      const result = await work;
      const seconds = ((performance.now() - started) / 1_000).toFixed(1);
      const label = describe ? `${name}: ${describe(result)}` : name;
      write(`  ${label.padEnd(nameWidth)} ${seconds.padStart(4)} s\n`);
      return result;
    },
    async watch(name, work, progress) {
      const timer = setInterval(() => {
        const { done, total } = progress();
        if (total > 0) write(`  ${name}: ${done} of ${total}\n`);
      }, watchMs);
      try {
        return await work;
      } finally {
        clearInterval(timer);
      }
    },
  };
}
