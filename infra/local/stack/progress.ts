/** A few calm lines in the terminal: what has been done, and how long it took. */
export interface Progress {
  say(line: string): void;
  step<T>(name: string, work: Promise<T>, describe?: (result: T) => string): Promise<T>;
}

const nameWidth = 36;

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
  };
}
