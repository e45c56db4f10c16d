import type { CategoryDeed, Deed } from './deeds.ts';

/**
 * All deeds that succeed with a function's credential. Each deed on records has a list of
 * categories: the deed succeeds on their records. `deeds` lists the other deeds.
 */
export type Outcome = { readonly [deed in CategoryDeed]: readonly string[] } & {
  readonly deeds: readonly Deed[];
};
