import { emailKey } from '#shared/categories/email-key.ts';

function phoneForm(value: string): string | undefined {
  const digits = value
    .replaceAll(/[^\d()+]/g, '')
    .replace(/^\(?(?:\+?00|\+)/, '+')
    // «+49 (0)30» means «+49 30». In Italy and San Marino the 0 belongs to the number.
    .replace(/^(\+(?!39|378)\d{1,3}\)?)\(0\)/, '$1')
    .replaceAll(/[()]/g, '');
  return /^\+[1-9]\d{4,14}$/.test(digits) ? digits : undefined;
}

/**
 * The functions that normalise a value that somebody types in, so that it has the form from which
 * Mayfly computed the commitment. A phone number must contain its country's code, because this
 * check does not know the tenant's country. An additional 0 after this code must be in parentheses,
 * because this check does not know the rules of each country.
 */
const forms: { readonly [name: string]: (value: string) => string | undefined } = {
  email: (value) => emailKey(value.trim()),
  phone: phoneForm,
};

/**
 * The normalised form of a value that somebody has typed in. Undefined if the value is empty or not
 * valid.
 */
export function askedForm(name: string, value: string): string | undefined {
  const form = forms[name];
  if (form !== undefined) return form(value);
  return value === '' ? undefined : value;
}
