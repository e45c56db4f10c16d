const plain = /^[A-Za-z0-9_.:-]{1,64}$/;
const isoDay = /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/**
 * True if a text could be a phone number: it has as many digits as a phone number, with or without
 * separators, and is not a date.
 */
function isPhoneLike(text: string): boolean {
  if (!/^[\d.:_/-]+$/.test(text) || isoDay.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}

const filterValue = /^[A-Za-z0-9_.:/-]{1,128}$/;

/**
 * True if a URL may contain the text as the value of a filter. The value is an id or an intent. An
 * intent may contain slashes.
 */
export function isFilterValue(text: string): boolean {
  return filterValue.test(text) && ![text, ...text.split('/')].some(isPhoneLike);
}

/**
 * True if a URL may contain the text. Servers and proxies log URLs. So no URL may contain an email
 * address or a phone number.
 */
export function isPlain(text: string): boolean {
  return plain.test(text) && !isPhoneLike(text);
}

/**
 * Returns the id of a record as part of a path.
 * @throws TypeError if the text is not the id of a record. The error does not contain the text
 */
export function recordSegment(id: string): string {
  if (/^[0-9a-f]{32}$/.test(id)) return id;
  throw new TypeError('this is not the id of a record, which has 32 hexadecimal digits');
}

/**
 * Returns the id of a member or of an API key as part of a path.
 * @throws TypeError if the text is not such an id. The error does not contain the text
 */
export function hashSegment(id: string): string {
  if (/^[0-9a-f]{64}$/.test(id)) return id;
  throw new TypeError('this is not the id of a member or a key, which has 64 hexadecimal digits');
}

/**
 * Returns an id that the caller has chosen, as part of a path.
 * @throws TypeError if a URL must not contain the id. The error does not contain the id
 */
export function plainSegment(id: string): string {
  // Browsers and servers remove the segments `.` and `..` from a path, so these ids are refused.
  if (isPlain(id) && !/^\.{1,2}$/.test(id)) return encodeURIComponent(id);
  throw new TypeError(
    'the id must be 1 to 64 characters of A-Z a-z 0-9 _ . : - and must not look like a phone number, because it becomes part of a URL',
  );
}

export type QueryValues = { readonly [name: string]: unknown };

const pageNames = ['limit', 'cursor', 'after'];

const instantNames: ReadonlySet<string> = new Set([
  'created_after',
  'created_before',
  'expires_before',
  'last_after',
  'last_before',
]);
const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]{5,18}(?:Z|[+-]\d{2}:\d{2})$/;

function textOf(name: string, value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (instantNames.has(name) && typeof value === 'string' && instant.test(value)) return value;
  const isCursor = name === 'cursor' || name === 'after';
  const isFit =
    typeof value === 'string' &&
    (isCursor ? /^[A-Za-z0-9_-]{1,512}$/.test(value) : isFilterValue(value));
  if (isFit) return value;
  throw new TypeError(
    `the value of ${name} must not be in a URL: use a search for personal values`,
  );
}

/**
 * Writes the page and the filters of a list as the query of a URL. The query contains no personal
 * value.
 * @throws TypeError for a parameter that the list does not have, or for a value that could be
 * personal
 */
export function listQuery(filters: readonly string[], values: QueryValues): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    if (!pageNames.includes(name) && !filters.includes(name))
      throw new TypeError(
        `unknown parameter: this list has only ${[...filters, ...pageNames].join(', ')}`,
      );
    parameters.set(name, textOf(name, value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
