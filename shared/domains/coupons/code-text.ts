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

/** The form in which codes are compared: letter by letter, composed as Unicode's NFC. */
export function comparedCode(text: string): string {
  return normalise(code.lookup, text);
}
