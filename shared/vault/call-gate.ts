import { KeyServiceUnavailable } from './key-wrapper.ts';

export type CallGateLimits = {
  /** The maximum number of calls that run at the same time. */
  readonly concurrentMax: number;
  /**
   * The maximum number of callers that wait for their turn. Further callers are refused at once.
   */
  readonly waitingMax: number;
  /** The first pause after a failure. Each next pause is twice as long. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
};

export const callGateLimits: CallGateLimits = {
  concurrentMax: 64,
  waitingMax: 256,
  firstPauseMs: 100,
  longestPauseMs: 1_000,
};

export type CallGateDeps = {
  readonly limits: CallGateLimits;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  /** The time in milliseconds, by a clock that never goes back. */
  readonly monotonic: () => number;
  /** Runs `work` once, after some milliseconds. */
  readonly after: (milliseconds: number, work: () => void) => void;
  /**
   * `onFailure` is called for the first failure of an outage, and then for each trial call that
   * fails. `onRecovery` is called at the end of the outage.
   */
  readonly onFailure?: (error: KeyServiceUnavailable, sinceMs: number) => void;
  readonly onRecovery?: (afterMs: number) => void;
};

/**
 * Runs a call when its turn has come. The call gets the number of milliseconds that remain until
 * the deadline.
 * @throws the errors of the call, and KeyServiceUnavailable if too many callers wait, if the turn
 * does not come in time, or if a trial call fails meanwhile
 */
export type CallGate = <T>(
  call: (remainingMs: number) => Promise<T>,
  deadlineMs: number,
) => Promise<T>;

type Waiting = {
  /** `isProbe` is true for a trial call. During an outage only one trial call runs at a time. */
  readonly begin: (isProbe: boolean) => void;
  readonly refuse: (error: Error) => void;
};

/**
 * Lets a limited number of calls run at the same time, and limits how many callers wait. After a
 * failure and a pause with jitter, a single call may run. All other callers wait for the result of
 * this call. If the call fails, all waiting callers get its error. If the call gets an answer, even
 * a refusal, the waiting callers may call too. So each process makes about one or two calls a
 * second during an outage, each with at most two attempts. After the outage the limit of
 * simultaneous calls holds again.
 */
export function createCallGate(deps: CallGateDeps): CallGate {
  const { limits } = deps;
  const waiting = new Set<Waiting>();
  let underWay = 0;
  let isWaking = false;
  let trouble: { failures: number; readonly beganAt: number; pauseUntil: number } | undefined;

  function wakeAfter(milliseconds: number): void {
    if (isWaking) return;
    isWaking = true;
    deps.after(milliseconds, () => {
      isWaking = false;
      admit();
    });
  }

  function admit(): void {
    for (const next of waiting) {
      if (underWay >= (trouble === undefined ? limits.concurrentMax : 1)) return;
      const pauseMs = trouble === undefined ? 0 : trouble.pauseUntil - deps.monotonic();
      if (pauseMs > 0) return wakeAfter(pauseMs);
      waiting.delete(next);
      underWay += 1;
      next.begin(trouble !== undefined);
    }
  }

  function noteFailure(error: KeyServiceUnavailable, isProbe: boolean): void {
    // Calls that were already running when the outage began do not count as further failures.
    if (trouble !== undefined && !isProbe) return;
    const now = deps.monotonic();
    trouble ??= { failures: 0, beganAt: now, pauseUntil: 0 };
    trouble.failures += 1;
    const { firstPauseMs, longestPauseMs } = limits;
    const pauseMs = Math.min(firstPauseMs * 2 ** (trouble.failures - 1), longestPauseMs);
    trouble.pauseUntil = now + pauseMs * (0.5 + deps.random() / 2);
    deps.onFailure?.(error, now - trouble.beganAt);
    if (!isProbe) return;
    for (const each of waiting) each.refuse(error);
    waiting.clear();
  }

  function noteAnswer(): void {
    if (trouble === undefined) return;
    const { beganAt } = trouble;
    trouble = undefined;
    deps.onRecovery?.(deps.monotonic() - beganAt);
  }

  function turn(deadlineMs: number): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    if (waiting.size >= limits.waitingMax) {
      reject(new KeyServiceUnavailable('too many callers wait for the key service'));
      return promise;
    }
    const entry: Waiting = { begin: resolve, refuse: reject };
    waiting.add(entry);
    admit();
    if (waiting.has(entry))
      deps.after(deadlineMs, () => {
        if (waiting.delete(entry))
          reject(new KeyServiceUnavailable('the call got no turn before its deadline'));
      });
    return promise;
  }

  return async (call, deadlineMs) => {
    const askedAt = deps.monotonic();
    const isProbe = await turn(deadlineMs);
    try {
      const leftMs = deadlineMs - (deps.monotonic() - askedAt);
      const answer = await call(Math.max(1, Math.ceil(leftMs)));
      noteAnswer();
      return answer;
    } catch (error) {
      if (error instanceof KeyServiceUnavailable) noteFailure(error, isProbe);
      else noteAnswer();
      throw error;
    } finally {
      underWay -= 1;
      admit();
    }
  };
}
