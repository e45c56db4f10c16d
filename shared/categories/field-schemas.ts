import * as z from 'zod';
import { emailRules, hasInvisible } from './email-key.ts';

/** Counts characters as Unicode code points, as JSON Schema's `maxLength` does (RFC 8259, section 1). */
export function hasAtMost(characters: number): (text: string) => boolean {
  return (text) => text.length <= characters || [...text].length <= characters;
}

/** A day of these centuries (ISO 8601, calendar date, extended format). */
const isoDay = /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/**
 * A value that could be a phone number: 7 to 15 digits alone, or with separators. No number has more of them (ITU-T
 * E.164, section 6), so that UUIDs and trace ids pass that happen to hold no letter; nor is a date one.
 */
function isPhoneLike(text: string): boolean {
  if (!/^[\d .:_()/+-]+$/.test(text) || isoDay.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}

/**
 * An id or a name kept in plain: `[A-Za-z0-9_.:-]{1,64}`. The pattern admits no email address, and what
 * reads like a phone number is refused, so that no personal value slips into a field that is not encrypted.
 * `.` and `..` are refused, because no path could name them: URLs lose these segments (RFC 3986, section 5.2.4).
 */
export const plainId = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,64}$/, {
    abort: true,
    error: 'letters, digits, _ . : and -, at most 64',
  })
  .refine((text) => text !== '.' && text !== '..', { params: { rule: 'no-dot-segment' } })
  .refine((text) => !isPhoneLike(text), { params: { rule: 'not-phone-like' } });

/**
 * What a message was classified as, by the names of the classifier: `[A-Za-z0-9_.:/-]{1,128}`. Kept in plain as
 * {@link plainId}, so no part of it reads like a phone number.
 */
export const intentName = z
  .string()
  .regex(/^[A-Za-z0-9_.:/-]{1,128}$/, {
    abort: true,
    error: 'letters, digits, _ . : / and -, at most 128',
  })
  .refine((text) => text !== '.' && text !== '..', { params: { rule: 'no-dot-segment' } })
  .refine((text) => ![text, ...text.split('/')].some(isPhoneLike), {
    params: { rule: 'not-phone-like' },
  });

/** How far beyond its bounds a number is taken for the bound itself: what adding up fractions leaves. */
const noise = 1e-6;

/** Takes what is a little less than 0 for 0, and what is a little more than 1 for 1. */
function cutNoise(value: number): number {
  if (value < 0 && value >= -noise) return 0;
  return value > 1 && value <= 1 + noise ? 1 : value;
}

/** A number that computing with fractions may carry a little beyond 0 and 1, where its bounds are. */
export const fraction = z.number().overwrite(cutNoise);

/** Name of a variable: `[A-Za-z0-9_]{1,64}`, refused when it reads like a phone number. */
export const variableName = z
  .string()
  .regex(/^[A-Za-z0-9_]{1,64}$/, { abort: true, error: 'letters, digits and _, at most 64' })
  .refine((text) => !isPhoneLike(text), { params: { rule: 'not-phone-like' } });

/** Free text, always encrypted: 1 to `characters` code points of well-formed Unicode. */
export function freeText(characters: number) {
  return z
    .string()
    .min(1)
    .refine(hasAtMost(characters), { params: { rule: 'max-length', characters } })
    .refine((text) => text.isWellFormed(), { params: { rule: 'well-formed-unicode' } })
    .meta({ maxLength: characters });
}

/** Text that others made up and that is found as a whole, letter by letter: never trimmed or changed, so what nobody would see of it is refused. */
export function opaqueText(characters: number) {
  return freeText(characters)
    .refine((text) => text === text.trim(), { params: { rule: 'no-outer-spaces' } })
    .refine((text) => !hasInvisible(text), { params: { rule: 'no-invisible-characters' } });
}

/**
 * An email address as the customer wrote it, at most 254 characters (RFC 5321, section 4.5.3.1.3), without quotes,
 * comments or anything of a `mailto:` URL. Refused is what could be taken for another address (see {@link emailKey}).
 */
export const emailAddress = z
  .string()
  .max(254)
  .regex(/^[^\s@"<>()[\]:;,\\%?]{1,64}@[^\s@"<>.]+(?:\.[^\s@"<>.]+)+$/u, {
    abort: true,
    error: 'an email address: name@domain, without spaces, quotes and comments',
  })
  .refine((text) => text.isWellFormed(), { params: { rule: 'well-formed-unicode' }, abort: true })
  .refine(emailRules['no-invisible-characters'], {
    params: { rule: 'no-invisible-characters' },
    abort: true,
  })
  .refine(emailRules['no-lookalike-characters'], {
    params: { rule: 'no-lookalike-characters' },
    abort: true,
  })
  .refine(emailRules['domain-name'], { params: { rule: 'domain-name' } });

/**
 * A phone number as written: 5 to 32 digits, an optional + before them, and between them spaces, dashes of all kinds,
 * dots, slashes and parentheses. Whether a country has it is known when it is looked up.
 */
export const phoneNumber = z
  .string()
  .max(64)
  .regex(
    /^(?:\+|\(\+?)? ?[0-9](?:[ \u00a0\u2000-\u200a\u202f\u205f\u3000()./\-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]*[0-9]){4,31}$/,
    'a phone number: 5 to 32 digits, with + before them or without, separators between them',
  );

const bareAddress = z.union([z.ipv4(), z.ipv6()]);

/** An address as proxies write it that tell the port too: `203.0.113.7:443`, `[2001:db8::7]:443`. */
const addressWithPort = z
  .string()
  .regex(/^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}:[0-9]{1,5}|\[[0-9A-Fa-f:.]{2,45}\](?::[0-9]{1,5})?)$/)
  .transform((text) => text.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1'))
  .pipe(bareAddress);

/** An IPv4 or IPv6 address; a port is cut off. */
export const ipAddress = z.union(
  [...bareAddress.options, addressWithPort],
  'an IPv4 or IPv6 address',
);

/** RFC 3339 instant with an offset, kept as UTC with milliseconds. */
export const instant = z.iso
  .datetime({ offset: true, error: 'a time in RFC 3339 with Z or an offset' })
  .transform((text) => new Date(text).toISOString())
  // An offset can carry the first or last hours of the calendar beyond the four digits of a year.
  .refine((text) => /^\d{4}-/.test(text), { params: { rule: 'four-digit-year' } })
  .meta({ type: 'string', format: 'date-time' });

/** A media type such as `image/png`, without parameters (RFC 6838, section 4.2). It lies in plain, so no part of it reads like a phone number. */
export const mediaType = z
  .string()
  .regex(/^[a-z]{1,20}\/[a-z0-9.+-]{1,64}$/, {
    abort: true,
    error: 'a media type in small letters, such as image/png',
  })
  .refine((text) => !isPhoneLike(text.slice(text.indexOf('/') + 1)), {
    params: { rule: 'not-phone-like' },
  });

type JsonObject = { [key: string]: unknown };

/** Deepest nesting of a JSON value; far below what would exhaust the stack where it is written as text. */
const nestingMax = 64;

function nestsAtMost(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => nestsAtMost(levels - 1, inner));
}

/** JSON can say numbers that no double holds (1e400); written again they would be null. */
function hasFiniteNumbers(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(hasFiniteNumbers);
}

const finite = { params: { rule: 'number-too-large' }, abort: true };
const nesting = {
  params: { rule: 'max-nesting', levels: nestingMax },
  abort: true,
};

/** A JSON object of at most `bytes` encoded as UTF-8 JSON and at most `keys` keys at its top. Always encrypted. */
export function jsonObject(limits: { bytes: number; keys: number }) {
  return z
    .custom<JsonObject>(
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      { params: { rule: 'object' }, abort: true },
    )
    .refine((value) => nestsAtMost(nestingMax, value), nesting)
    .refine(hasFiniteNumbers, finite)
    .refine((value) => Object.keys(value).length <= limits.keys, {
      params: { rule: 'max-keys', keys: limits.keys },
    })
    .refine(fitsIn(limits.bytes), { params: { rule: 'max-bytes', bytes: limits.bytes } })
    .meta({ type: 'object', maxProperties: limits.keys, additionalProperties: true });
}

/** Any JSON value, of whatever size, that can be written again. */
export const jsonTree = z
  .unknown()
  .refine((value) => nestsAtMost(nestingMax, value), nesting)
  .refine(hasFiniteNumbers, finite);

/** Any JSON value of at most `bytes` encoded as UTF-8 JSON. Always encrypted. */
export function jsonValue(bytes: number) {
  return jsonTree.refine(fitsIn(bytes), { params: { rule: 'max-bytes', bytes } });
}

/** Whether a value takes at most `bytes` encoded as UTF-8 JSON. */
export function fitsIn(bytes: number): (value: unknown) => boolean {
  return (value) => Buffer.byteLength(JSON.stringify(value) ?? '') <= bytes;
}
