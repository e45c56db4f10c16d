import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '#shared/base/time/clock.ts';
import type { LogDestination } from '#shared/http/logger.ts';

const pooledBytes = 4_096;
/**
 * A call that needs at most this many random bytes takes them from a pool. Longer values, such as
 * data keys and the secrets of tokens, never come from the pool.
 */
const pooledMax = 16;
let pool = randomBytes(0);

/**
 * Returns random bytes. Ids and nonces are taken from a pool, because a system call for each id or
 * nonce would take longer than the encryption of a field. The pool overwrites the bytes that it has
 * given out, and gives no byte twice.
 */
function drawBytes(count: number): Uint8Array {
  if (count > pooledMax) return randomBytes(count);
  if (pool.length < count) pool = randomBytes(pooledBytes);
  const drawn = new Uint8Array(pool.subarray(0, count));
  pool.fill(0, 0, count);
  pool = pool.subarray(count);
  return drawn;
}

/** The parts of the machine that a process uses. A test or a simulation replaces them. */
export type Machine = {
  readonly now: Clock;
  /**
   * Registers a listener that is called when the clock is set to another time. Cached data may then
   * be wrong.
   */
  readonly onClockSet: (listener: () => void) => void;
  /** The time in milliseconds for durations and budgets, by a clock that never goes back. */
  readonly monotonic: () => number;
  /** A number in [0, 1), for jitter. Secrets and the draws of raffles use `randomBytes` instead. */
  readonly random: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly newRequestId: () => string;
  /** The receiver of log lines. By default it is stdout. */
  readonly logTo?: LogDestination;
};

/**
 * The real machine. A process cannot notice that the system's clock was set, so listeners are never
 * called.
 */
export const machine: Machine = {
  now: systemClock,
  onClockSet: () => undefined,
  monotonic: () => performance.now(),
  random: Math.random,
  randomBytes: drawBytes,
  sleep: (milliseconds) => sleep(milliseconds),
  newRequestId: randomUUID,
};
