/** The steps that end a stack, in the reverse order of its start. */
export interface ClosingStack {
  defer(close: () => unknown): void;
  /** Runs every step once, even if some fail. @returns the failures */
  closeAll(): Promise<unknown[]>;
  /** Throws an error if closing has begun. This stops a start that is not finished yet. */
  throwIfClosing(): void;
}

export function createClosingStack(): ClosingStack {
  const closers: (() => unknown)[] = [];
  let closing = false;
  return {
    defer: (close) => void closers.push(close),
    async closeAll() {
      closing = true;
      const failures: unknown[] = [];
      for (let close = closers.pop(); close; close = closers.pop()) {
        try {
          await close();
        } catch (error) {
          failures.push(error);
        }
      }
      return failures;
    },
    throwIfClosing() {
      if (closing) throw new Error('The start was interrupted');
    },
  };
}
