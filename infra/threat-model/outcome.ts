import type { CategoryDeed, Deed } from './deeds.ts';

/**
 * The deeds that succeed with a function's credential: for each deed on categories the affected
 * categories, and the other deeds.
 */
export type Outcome = { readonly [deed in CategoryDeed]: readonly string[] } & {
  readonly deeds: readonly Deed[];
};
