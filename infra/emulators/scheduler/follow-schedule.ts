import type { Cron } from 'croner';

/**
 * The longest time of a timer in milliseconds. A longer timer would notice a change of the local
 * clock too late.
 */
const timerMsMax = 500;
const lateMsMax = 60_000;

/**
 * Calls `tick` each time the given clock reaches a time of the schedule. If somebody sets the clock
 * ahead, a time of the schedule may already be at least a minute in the past. For such a time the
 * function does not call `tick`.
 * @returns a function that ends these calls
 */
export function followSchedule(
  cron: Cron,
  now: () => number,
  tick: (scheduledAt: number) => void,
): () => void {
  let next = nextAfter(cron, now());
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    const delayMs = Math.min(timerMsMax, Math.max(0, next - now()));
    timer = setTimeout(check, delayMs);
  };
  const check = () => {
    const time = now();
    const due = next;
    next = nextAfter(cron, time);
    const isDue = due <= time && time - due < lateMsMax;
    wait();
    if (isDue) tick(due);
  };
  if (Number.isFinite(next)) wait();
  return () => clearTimeout(timer);
}

function nextAfter(cron: Cron, time: number): number {
  return cron.nextRun(new Date(time))?.getTime() ?? Infinity;
}
