/** What columns of codes are called, in German and English. */
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

/** So many other codes show what the codes of a file look like. */
const enough = 3;

/** Kinds of characters. A title often lacks one that every code has, or has one that none has. */
const kinds = [/\p{Nd}/u, /\p{L}/u, /\p{Ll}/u, /\p{Lu}/u] as const;

/** How long a text is, and where something else than letters and digits stands in it. */
function shapeOf(text: string): string {
  return text.replace(/[\p{L}\p{N}]/gu, 'x');
}

/**
 * Whether the first text of a file may be the title of its column: one of the usual words for it, or of other
 * characters and another shape than all the rest. It may be a code nevertheless, so only the caller can tell.
 */
export function looksLikeHeader(first: string, rest: readonly string[]): boolean {
  const letters = first.normalize('NFC').toLowerCase().replace(/\P{L}/gu, '');
  if (header.test(letters) && !/\p{Nd}/u.test(first)) return true;
  if (rest.length < enough) return false;
  const isOdd = kinds.some((kind) => rest.every((code) => kind.test(code) !== kind.test(first)));
  return isOdd && !rest.some((code) => shapeOf(code) === shapeOf(first));
}
