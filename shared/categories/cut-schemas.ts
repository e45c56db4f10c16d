import * as z from 'zod';
import { fitsIn, hasAtMost, jsonTree } from './field-schemas.ts';

/** The mark at the end of a shortened text. */
const cutMark = '… [cut]';

/**
 * A schema of free text that is never refused because of its length. A text of more than
 * `characters` code points is cut to that length and ends with {@link cutMark}.
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
 * The beginning of a text, or of another value's JSON, with {@link cutMark} at its end. As a JSON
 * string it needs at most `bytes`.
 */
function cutJson(value: unknown, bytes: number): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const fits = fitsIn(bytes);
  // Every character needs at least one byte.
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
 * A schema that accepts a JSON value of any size. A value that needs more than `bytes` becomes a
 * cut text: the beginning of its JSON, or of the value itself if the value is a text. The value is
 * always encrypted.
 */
export function cutJsonValue(bytes: number) {
  const fits = fitsIn(bytes);
  return jsonTree
    .overwrite((value) => (fits(value) ? value : cutJson(value, bytes)))
    .refine(fits, { params: { rule: 'cut-at-bytes', bytes } });
}
