import * as z from 'zod';
import { fitsIn, hasAtMost, jsonTree } from './field-schemas.ts';

/** The mark at the end of a shortened text. */
const cutMark = '… [cut]';

/**
 * Free text that is never refused for its length. A text longer than `characters` code points is
 * cut to that length and ends with {@link cutMark}.
 */
export function cutText(characters: number) {
  const fits = hasAtMost(characters);
  const kept = characters - [...cutMark].length;
  const cut = (text: string) =>
    Array.from(text.slice(0, 2 * kept))
      .slice(0, kept)
      .join('') + cutMark;
  return z
    .string()
    .min(1)
    .refine((text) => text.isWellFormed(), { params: { rule: 'well-formed-unicode' } })
    .overwrite((text) => (fits(text) ? text : cut(text)))
    .refine(fits, { params: { rule: 'cut-at', characters } });
}

/**
 * The beginning of a value's text that fits into `bytes` as a JSON string, with {@link cutMark} at
 * its end.
 */
function cutJson(value: unknown, bytes: number): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const fits = fitsIn(bytes);
  // No character takes less than a byte.
  const letters = Array.from(text.slice(0, bytes));
  const upTo = (count: number) => letters.slice(0, count).join('') + cutMark;
  let [kept, beyond] = [0, letters.length];
  while (beyond - kept > 1) {
    const middle = Math.floor((kept + beyond) / 2);
    if (fits(upTo(middle))) kept = middle;
    else beyond = middle;
  }
  return upTo(kept);
}

/**
 * Any JSON value; it is never refused for its size. If it exceeds `bytes`, its text is kept
 * instead, cut. Always encrypted.
 */
export function cutJsonValue(bytes: number) {
  const fits = fitsIn(bytes);
  return jsonTree
    .overwrite((value) => (fits(value) ? value : cutJson(value, bytes)))
    .refine(fits, { params: { rule: 'cut-at-bytes', bytes } });
}
