import type { LookupNormaliser } from '#shared/categories/define-category.ts';
import { emailKey } from '#shared/categories/email-key.ts';

const normalisers: { readonly [kind in LookupNormaliser]: (value: string) => string } = {
  // An address that was stored before its like was refused keeps the form it had.
  email: (value) => emailKey(value) ?? value.trim().toLowerCase().normalize('NFC'),
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
