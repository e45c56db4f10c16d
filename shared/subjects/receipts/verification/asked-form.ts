import { emailKey } from '#shared/categories/email-key.ts';

function phoneForm(value: string): string | undefined {
  const digits = value.replaceAll(/[\s()/.-]/g, '').replace(/^00/, '+');
  return /^\+[1-9]\d{4,14}$/.test(digits) ? digits : undefined;
}

/**
 * Normalises a typed value in the same way as Mayfly does for a receipt. A phone number must
 * contain its country's code, because the tenant's country is unknown here.
 */
const forms: { readonly [name: string]: (value: string) => string | undefined } = {
  email: (value) => emailKey(value.trim()),
  phone: phoneForm,
};

/** The normalised form of a typed value. Undefined if the value is empty or not valid. */
export function askedForm(name: string, value: string): string | undefined {
  const form = forms[name];
  if (form !== undefined) return form(value);
  return value === '' ? undefined : value;
}
