import * as fc from 'fast-check';

/** An action with coins. People and processes are numbers. `pick` chooses a record to delete. */
export type CoinAct =
  | { readonly kind: 'earn' | 'spend' | 'redeem'; readonly person: number; readonly coins: number }
  | {
      readonly kind: 'batch';
      readonly coins: readonly (readonly [person: number, coins: number])[];
    }
  | { readonly kind: 'delete'; readonly pick: number };

/** One step of a test: actions at the same time, a wait, or a purge. */
export type CoinStep =
  | { readonly kind: 'acts'; readonly acts: readonly (readonly [process: number, act: CoinAct])[] }
  | { readonly kind: 'wait'; readonly hours: number }
  /**
   * Waits until the instant at which the next coins expire. With `offset` the wait ends a
   * microsecond earlier or later.
   */
  | { readonly kind: 'boundary'; readonly offset: number }
  | { readonly kind: 'purge' };

const person = fc.nat(1);
const coins = fc.integer({ min: 1, max: 12 });

const act: fc.Arbitrary<CoinAct> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('earn' as const), person, coins }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('spend' as const), person, coins }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('redeem' as const), person, coins }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), pick: fc.nat(999) }) },
);

const change = fc.tuple(
  person,
  fc.integer({ min: -6, max: 8 }).filter((each) => each !== 0),
);

/**
 * A batch runs alone. If two batches ran at the same time, neither could spend coins that the other
 * earns. The model cannot represent this: in the model one batch comes first, and the other batch
 * can spend its coins.
 */
const batch: fc.Arbitrary<CoinAct> = fc.record({
  kind: fc.constant('batch' as const),
  coins: fc.array(change, { minLength: 1, maxLength: 6 }),
});

const simultaneous = fc.array(fc.tuple(fc.nat(1), act), { minLength: 1, maxLength: 5 });

const step: fc.Arbitrary<CoinStep> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('acts' as const), acts: simultaneous }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('acts' as const),
      acts: fc.tuple(fc.tuple(fc.nat(1), batch)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      hours: fc.integer({ min: 1, max: 24 * 70 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('boundary' as const),
      offset: fc.integer({ min: -1, max: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'purge' as const }) },
);

/** The steps of a loyalty programme over months. */
export const coinLife: fc.Arbitrary<readonly CoinStep[]> = fc.array(step, {
  minLength: 5,
  maxLength: 25,
});
