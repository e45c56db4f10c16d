import type { CategoryDeed, Deed } from './deeds.ts';

/**
 * All deeds that succeed with a function's credential. For each deed on records, it lists the
 * categories on whose records the deed succeeds. `deeds` lists the successful deeds on other data.
 */
export type Outcome = { readonly [deed in CategoryDeed]: readonly string[] } & {
  readonly deeds: readonly Deed[];
};
