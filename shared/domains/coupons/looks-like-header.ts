/** Usual titles for a column of codes, in German and English. */
const headerWords = [
  'aktions?',
  'bonus',
  'cards?',
  'codes?',
  'coupons?',
  'discounts?',
  'einlöse',
  'geschenk',
  'gifts?',
  'gutscheine?',
  'ids?',
  'karten?',
  'keys?',
  'no',
  'nr',
  'numbers?',
  'nummern?',
  'pins?',
  'prämien?',
  'promo',
  'promotions?',
  'rabatt',
  'redemption',
  'serials?',
  'serien',
  'tickets?',
  'vouchers?',
] as const;
const header = new RegExp(`^(?:${headerWords.join('|')})+$`);

/** The number of other lines that are needed to know the usual form of the codes in a file. */
const enough = 3;

/**
 * Kinds of characters. A title often lacks a kind that every code has, or has a kind that no code
 * has.
 */
const kinds = [/\p{Nd}/u, /\p{L}/u, /\p{Ll}/u, /\p{Lu}/u] as const;

/**
 * The shape of a text: its length, and the places of all characters that are not letters or digits.
 */
function shapeOf(text: string): string {
  return text.replace(/[\p{L}\p{N}]/gu, 'x');
}

/**
 * True if the first text of a file may be the title of its column. Either the text is a usual title
 * of a column of codes, or its characters and its shape differ from those of all other lines. A
 * text that looks like a title may still be a code, so only the caller can decide.
 */
export function looksLikeHeader(first: string, rest: readonly string[]): boolean {
  const letters = first.normalize('NFC').toLowerCase().replace(/\P{L}/gu, '');
  if (header.test(letters) && !/\p{Nd}/u.test(first)) return true;
  if (rest.length < enough) return false;
  const isOdd = kinds.some((kind) => rest.every((code) => kind.test(code) !== kind.test(first)));
  return isOdd && !rest.some((code) => shapeOf(code) === shapeOf(first));
}
