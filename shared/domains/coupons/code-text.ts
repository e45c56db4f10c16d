import * as z from 'zod';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { normalise } from '#shared/vault/normalise.ts';

const { code } = couponCodes.fields;
const charactersMax = 128;

/**
 * The schema of a code that is loaded, redeemed or looked up. It refuses control characters, and
 * removes white space around a code.
 */
export const codeText = z
  .string()
  .trim()
  .min(1)
  .refine((text) => code.schema.safeParse(text).success, {
    params: { rule: `at most ${charactersMax} characters` },
  })
  .refine((text) => !/\p{Cc}/u.test(text), { params: { rule: 'no-control-characters' } })
  .meta({ maxLength: charactersMax });

/**
 * Control and format characters, fillers, line separators, and characters that only look like a
 * space.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

/** True if a text contains an invisible character, which a customer could not copy by hand. */
export function hasInvisible(text: string): boolean {
  return invisible.test(text);
}

/** Spaces and dashes of all kinds, and characters that Unicode lets a program ignore. */
const passedOver = /[\s\p{Pd}\p{Default_Ignorable_Code_Point}\u2212]/gu;

/**
 * Returns the form of a code that a pool compares with other codes. The form is normalised to
 * Unicode NFC. If the pool folds, the form is in lower case, without spaces and dashes. It is empty
 * if the code contains only ignored characters.
 */
export function comparedCode(text: string, isFolded: boolean): string {
  if (!isFolded) return normalise(code.lookup, text);
  // The change to upper case turns ß into SS. People who type in capitals also write SS for ß.
  const folded = text.replace(passedOver, '').toUpperCase().toLowerCase();
  return normalise(code.lookup, folded);
}
