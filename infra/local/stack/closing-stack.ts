/** The steps that end a stack, in the reverse order of the steps that started the stack. */
export interface ClosingStack {
  defer(close: () => unknown): void;
  /** Runs every step once. If a step fails, the remaining steps still run. @returns the errors */
  closeAll(): Promise<unknown[]>;
  /**
   * Throws an error if `closeAll` was called. So a stack that is still starting does not start more
   * parts.
   */
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
