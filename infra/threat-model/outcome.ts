import type { CategoryDeed, Deed } from './deeds.ts';

/** What succeeds with the credential of a function: the categories that each deed reaches, and the other deeds. */
export type Outcome = { readonly [deed in CategoryDeed]: readonly string[] } & {
  readonly deeds: readonly Deed[];
};
