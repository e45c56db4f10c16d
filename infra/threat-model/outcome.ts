import type { CategoryDeed, Deed } from './deeds.ts';

/**
 * Deeds that succeed with a function's credential: per category the reached categories, and the
 * other deeds.
 */
export type Outcome = { readonly [deed in CategoryDeed]: readonly string[] } & {
  readonly deeds: readonly Deed[];
};
