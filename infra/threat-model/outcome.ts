import type { CategoryDeed, Deed } from './deeds.ts';

/**
 * All deeds that succeed with a function's credential. For a deed on records, lists the categories
 * on whose records it succeeds. `deeds` lists the other deeds.
 */
export type Outcome = { readonly [deed in CategoryDeed]: readonly string[] } & {
  readonly deeds: readonly Deed[];
};
