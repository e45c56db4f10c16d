import type { CategoryDeed, Deed } from './deeds.ts';

/**
 * The deeds that succeed with a function's credential. A deed on categories has a list of the
 * categories on which it succeeds. `deeds` lists the other deeds that succeed.
 */
export type Outcome = { readonly [deed in CategoryDeed]: readonly string[] } & {
  readonly deeds: readonly Deed[];
};
