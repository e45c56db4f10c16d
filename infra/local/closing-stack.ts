/** What must be undone, last first. */
export interface ClosingStack {
  defer(close: () => Promise<unknown> | unknown): void;
  /** Runs everything once, whatever fails. @returns what failed */
  closeAll(): Promise<unknown[]>;
}

export function createClosingStack(): ClosingStack {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  return {
    defer: (close) => void closers.push(close),
    async closeAll() {
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
  };
}
