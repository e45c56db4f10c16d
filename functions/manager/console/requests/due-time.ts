const dayMs = 24 * 3_600_000;

export type DueTime = {
  /** The passed share of the time for an answer, from 0 to 1. It is 0 if `daysLeft` is null. */
  readonly share: number;
  readonly tone: 'good' | 'attention' | 'neutral';
  /**
   * Days until the due day, negative after it. Null while the time is paused, and when the request
   * is closed.
   */
  readonly daysLeft: number | null;
};

type Dated = {
  readonly state: string;
  readonly received: string;
  readonly due: string | null;
  readonly days_left: number | null;
};

/** Computes how much of the time for an answer has passed. The API gives the remaining days. */
export function dueTimeOf({ state, received, due, days_left: daysLeft }: Dated): DueTime {
  if (due === null || daysLeft === null) return { share: 0, tone: 'neutral', daysLeft: null };
  const days = Math.max(1, (Date.parse(due) - Date.parse(received)) / dayMs);
  const share = Math.min(1, Math.max(0, (days - daysLeft) / days));
  const isPressing = state === 'overdue' || state === 'due_soon';
  return { share, tone: isPressing ? 'attention' : 'good', daysLeft };
}
