import type { LookupNormaliser } from '#shared/categories/define-category.ts';
import { emailKey } from '#shared/categories/email-key.ts';
import { type PhoneReading, phoneKey } from './phone-key.ts';

/**
 * The version of the rules that normalise values. A tenant's lookup secrets contain the version by
 * which the tenant's hashes were made. If the secrets contain no version, the hashes were made by
 * version 1.
 */
export const normaliserVersion = 2;

type AtOnce = Exclude<LookupNormaliser, 'phone'>;

/** The way to normalise a value. A phone number is read by the rules of a country. */
export type LookupForm = AtOnce | PhoneReading;

type Rules<Kind extends string> = { readonly [kind in Kind]: (value: string) => string };

/**
 * The rules of version 1. They accepted some values that the present rules refuse. The database may
 * contain such values.
 */
const formerRules: Rules<LookupNormaliser> = {
  email: (value) => value.trim().toLowerCase().normalize('NFC'),
  phone: (value) =>
    value
      .replaceAll('(0)', '')
      .replace(/[^\d+]/g, '')
      .replace(/^00/, '+'),
  composed: (value) => value.normalize('NFC'),
  exact: (value) => value.normalize('NFC'),
};

/**
 * The form of an email address by the present rules. If the present rules refuse the address, they
 * are applied to the form that version 1 gives the address. If they refuse this form too, the
 * result is the form by version 1.
 */
function presentEmail(value: string): string {
  const former = formerRules.email(value);
  return emailKey(value) ?? emailKey(former) ?? former;
}

const rules: Rules<AtOnce> = {
  email: presentEmail,
  composed: formerRules.composed,
  exact: (value) => value,
};

/** Gives values with the same meaning the same form, before they are hashed. */
export function normalise(kind: AtOnce, value: string): string {
  return rules[kind](value);
}

/** Does the same as {@link normalise}, but also for phone numbers. */
export async function lookupKey(form: LookupForm, value: string): Promise<string> {
  if (typeof form === 'string') return normalise(form, value);
  return (await phoneKey(value, form)) ?? formerRules.phone(value);
}

/** The form of a value by version 1 of the rules. */
export function formerKey(form: LookupForm, value: string): string {
  return formerRules[typeof form === 'string' ? form : 'phone'](value);
}

/**
 * True if both values are equal, or if they have the same hash: the hash of `value` by the present
 * rules must equal the hash of `stored` by version 1 and by the present rules.
 */
export async function isFoundAlike(
  form: LookupForm,
  stored: string,
  value: string,
): Promise<boolean> {
  if (stored === value) return true;
  const former = formerKey(form, stored);
  const keys = await Promise.all([lookupKey(form, stored), lookupKey(form, value)]);
  return keys.every((key) => key === former);
}
