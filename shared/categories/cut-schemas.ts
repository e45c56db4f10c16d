import * as z from 'zod';
import { fitsIn, hasAtMost, jsonTree } from './field-schemas.ts';

/** The mark at the end of a shortened text. */
const cutMark = '… [cut]';

/**
 * A schema for free text of any length. If a text has more than `characters` code points, it is
 * cut. Then it has exactly this length, with {@link cutMark} at its end.
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
 * Cuts a text, or the JSON of another value, and puts {@link cutMark} at the end. The result is as
 * long as possible, but needs at most `bytes` as a JSON string.
 */
function cutJson(value: unknown, bytes: number): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const fits = fitsIn(bytes);
  // Every character needs at least one byte. So characters after the first `bytes` never fit.
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
 * A schema for a JSON value of any size. A value that needs more than `bytes` is replaced by the
 * text that {@link cutJson} makes from it. The value is always encrypted.
 */
export function cutJsonValue(bytes: number) {
  const fits = fitsIn(bytes);
  return jsonTree
    .overwrite((value) => (fits(value) ? value : cutJson(value, bytes)))
    .refine(fits, { params: { rule: 'cut-at-bytes', bytes } });
}
