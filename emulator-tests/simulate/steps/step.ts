import type { Instant } from '#shared/base/time/instant.ts';

/** A fault of a request or a run. */
export type Fault =
  /**
   * The process dies at one of its writes. Then the caller repeats the request with the same
   * `Idempotency-Key`, or never repeats it.
   */
  | {
      readonly kind: 'dies';
      readonly write: number;
      readonly landed: 'none' | 'half' | 'all';
      readonly asked: 'again' | 'never';
    }
  /** The same request also goes to another process. */
  | { readonly kind: 'twice' }
  /**
   * The process stops before one of its writes. While it is stopped, another process gets the same
   * request.
   */
  | { readonly kind: 'overtaken'; readonly write: number };

/**
 * One event. It chooses records by numbers, not by ids. So it can still run if earlier steps are
 * left out.
 */
export type Step = {
  /** The time since the start, in microseconds. */
  readonly at: Instant;
  readonly what: string;
  readonly tenant: number;
  readonly who: number;
  readonly pick: number;
  readonly replica: number;
  readonly fault?: Fault;
  /** True if Cloud Scheduler calls a second time for the same scheduled time. */
  readonly isRepeated?: true;
};

/** A history that can be run again. */
export type History = {
  readonly seed: number;
  readonly tenants: number;
  /** The number of days that are run and checked. */
  readonly days: number;
  readonly steps: readonly Step[];
};
