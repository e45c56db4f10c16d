import type { CategoryDeed, Deed } from './deeds.ts';

/**
 * The deeds that succeed with a function's credential. Each deed on records has a field, which
 * lists the categories whose records the deed can reach. `deeds` lists the other deeds that
 * succeed.
 */
export type Outcome = { readonly [deed in CategoryDeed]: readonly string[] } & {
  readonly deeds: readonly Deed[];
};
