import type { LookupNormaliser } from '#shared/categories/define-category.ts';

const normalisers: { readonly [kind in LookupNormaliser]: (value: string) => string } = {
  // Lower case first: it leaves some letters decomposed.
  email: (value) => value.trim().toLowerCase().normalize('NFC'),
  phone: (value) =>
    value
      .replaceAll('(0)', '')
      .replace(/[^\d+]/g, '')
      .replace(/^00/, '+'),
  exact: (value) => value.normalize('NFC'),
};

/** Brings values that mean the same to the same form, before they are hashed for lookup. */
export function normalise(kind: LookupNormaliser, value: string): string {
  return normalisers[kind](value);
}
