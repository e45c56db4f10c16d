import type { Instant } from '#shared/base/time/instant.ts';

/** What goes wrong with a request or a run. */
export type Fault =
  /** The process dies at one of its writes; whoever asked tries again with the same key, or gives up. */
  | {
      readonly kind: 'dies';
      readonly write: number;
      readonly landed: 'none' | 'half' | 'all';
      readonly asked: 'again' | 'never';
    }
  /** It is sent once more, to another process. */
  | { readonly kind: 'twice' }
  /** It stands still before one of its writes, and is sent to another process meanwhile. */
  | { readonly kind: 'overtaken'; readonly write: number };

/** One thing that happens. Numbers choose among what there is, so a step means something after others are left out. */
export type Step = {
  /** When, in microseconds since the start. */
  readonly at: Instant;
  readonly what: string;
  readonly tenant: number;
  readonly who: number;
  readonly pick: number;
  readonly replica: number;
  readonly fault?: Fault;
};

/** A history that can be lived again. */
export type History = {
  readonly seed: number;
  readonly tenants: number;
  /** How many days it is lived and checked. */
  readonly days: number;
  readonly steps: readonly Step[];
};
