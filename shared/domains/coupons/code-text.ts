import * as z from 'zod';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { normalise } from '#shared/vault/normalise.ts';

const { code } = couponCodes.fields;
const charactersMax = 128;

/** A code as it is loaded or handed in: no control characters, the space around it does not count. */
export const codeText = z
  .string()
  .trim()
  .min(1)
  .refine((text) => code.schema.safeParse(text).success, {
    params: { rule: `at most ${charactersMax} characters` },
  })
  .refine((text) => !/\p{Cc}/u.test(text), { params: { rule: 'no-control-characters' } })
  .meta({ maxLength: charactersMax });

/** Control and format characters, fillers, line separators, and spaces that only look like one. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

/** Whether a text holds what nobody can see, and therefore nobody can type. */
export function hasInvisible(text: string): boolean {
  return invisible.test(text);
}

/** Spaces and dashes of all kinds, and what is not seen at all. */
const passedOver = /[\s\p{Pd}\p{Default_Ignorable_Code_Point}\u2212]/gu;

/**
 * The form in which the codes of a pool are compared: letter by letter, composed as Unicode's NFC. A pool that folds
 * passes over case, spaces and dashes; the form is empty where nothing else stands.
 */
export function comparedCode(text: string, isFolded: boolean): string {
  if (!isFolded) return normalise(code.lookup, text);
  // Upper case first: it writes ß as two letters, which capitals are often typed as.
  const folded = text.replace(passedOver, '').toUpperCase().toLowerCase();
  return normalise(code.lookup, folded);
}
