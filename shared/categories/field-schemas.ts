import * as z from 'zod';
import { emailRules, hasInvisible } from './email-key.ts';

/**
 * Returns a function that checks that a text has at most `characters` characters. It counts Unicode
 * code points, as `maxLength` in JSON Schema does (RFC 8259, section 1).
 */
export function hasAtMost(characters: number): (text: string) => boolean {
  return (text) => text.length <= characters || [...text].length <= characters;
}

/** A day in the 20th to 22nd century (ISO 8601, calendar date, extended format). */
const isoDay = /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/**
 * True if a value could be a phone number: 7 to 15 digits, alone or with separators. Longer texts
 * of digits are ids, because a phone number has at most 15 digits (ITU-T E.164, section 6). A date
 * is not a phone number.
 */
function isPhoneLike(text: string): boolean {
  if (!/^[\d .:_()/+-]+$/.test(text) || isoDay.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}

/**
 * An id or a name that is stored in clear: `[A-Za-z0-9_.:-]{1,64}`. It must not be personal. So the
 * pattern excludes email addresses, and values that look like a phone number are refused. `.` and
 * `..` are refused, because URLs remove these path segments (RFC 3986, section 5.2.4).
 */
export const plainId = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,64}$/, {
    abort: true,
    error: 'at most 64 characters: letters, digits, _ . : and -',
  })
  .refine((text) => text !== '.' && text !== '..', { params: { rule: 'no-dot-segment' } })
  .refine((text) => !isPhoneLike(text), { params: { rule: 'not-phone-like' } });

/**
 * The name that a classifier gives the intent of a message: `[A-Za-z0-9_.:/-]{1,128}`. It is stored
 * in clear like {@link plainId}, so no part of it may look like a phone number.
 */
export const intentName = z
  .string()
  .regex(/^[A-Za-z0-9_.:/-]{1,128}$/, {
    abort: true,
    error: 'at most 128 characters: letters, digits, _ . : / and -',
  })
  .refine((text) => text !== '.' && text !== '..', { params: { rule: 'no-dot-segment' } })
  .refine((text) => ![text, ...text.split('/')].some(isPhoneLike), {
    params: { rule: 'not-phone-like' },
  });

/**
 * If a number is outside its range by at most this much, it becomes the limit of the range.
 * Rounding errors of sums are smaller than this.
 */
const noise = 1e-6;

/** Turns a number just below 0 into 0, and one just above 1 into 1. */
function cutNoise(value: number): number {
  if (value < 0 && value >= -noise) return 0;
  return value > 1 && value <= 1 + noise ? 1 : value;
}

/**
 * A number that should be in the range from 0 to 1. If a rounding error puts it just outside, it
 * becomes 0 or 1. The field that uses this schema checks the range.
 */
export const fraction = z.number().overwrite(cutNoise);

/** The largest size of a variable's value: the number of bytes of its JSON in UTF-8. */
export const variableValueBytes = 65_536;

/**
 * The name of a variable: `[A-Za-z0-9_]{1,64}`. It is refused when it looks like a phone number.
 */
export const variableName = z
  .string()
  .regex(/^[A-Za-z0-9_]{1,64}$/, {
    abort: true,
    error: 'at most 64 characters: letters, digits and _',
  })
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

/**
 * A text from another system. A search by this text finds a record only if both texts are exactly
 * the same. So the text is never changed. Invisible characters and spaces at the beginning or end
 * are refused, because people would not see that two texts differ.
 */
export function opaqueText(characters: number) {
  return freeText(characters)
    .refine((text) => text === text.trim(), { params: { rule: 'no-outer-spaces' } })
    .refine((text) => !hasInvisible(text), { params: { rule: 'no-invisible-characters' } });
}

/** An id in another system, for example the id of a person in a channel. */
export const externalId = opaqueText(1_024);

/** The name of a messenger channel. */
export const channelName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, {
    abort: true,
    error: '1 to 32 characters: first a small letter, then small letters, digits, _ and -',
  })
  .refine((text) => !isPhoneLike(text), { params: { rule: 'not-phone-like' } });

/**
 * An email address as the customer wrote it. It has at most 254 characters (RFC 5321, section
 * 4.5.3.1.3). It contains no quotes, no comments and no part of a `mailto:` URL. An address that
 * people could confuse with another one is refused (see {@link emailKey}).
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
 * A phone number as it was written: 5 to 32 digits, with an optional + before them. Spaces, all
 * kinds of dashes, dots, slashes and parentheses may separate the digits. A later step checks
 * whether the number is possible in its country.
 */
export const phoneNumber = z
  .string()
  .max(64)
  .regex(
    /^(?:\+|\(\+?)? ?[0-9](?:[ \u00a0\u2000-\u200a\u202f\u205f\u3000()./\-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]*[0-9]){4,31}$/,
    'a phone number: 5 to 32 digits, optionally with a + before them and separators between them',
  );

const bareAddress = z.union([z.ipv4(), z.ipv6()]);

/** An address with a port, as some proxies write it: `203.0.113.7:443`, `[2001:db8::7]:443`. */
const addressWithPort = z
  .string()
  .regex(/^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}:[0-9]{1,5}|\[[0-9A-Fa-f:.]{2,45}\](?::[0-9]{1,5})?)$/)
  .transform((text) => text.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1'))
  .pipe(bareAddress);

/** An IPv4 or IPv6 address. If a port follows it, the port is removed. */
export const ipAddress = z.union(
  [...bareAddress.options, addressWithPort],
  'an IPv4 or IPv6 address',
);

/** An RFC 3339 instant with an offset. It is stored as UTC with milliseconds. */
export const instant = z.iso
  .datetime({ offset: true, error: 'a time in RFC 3339 with Z or an offset' })
  .transform((text) => new Date(text).toISOString())
  // The conversion to UTC can move an instant at the very beginning or end of the calendar to a
  // year without four digits.
  .refine((text) => /^\d{4}-/.test(text), { params: { rule: 'four-digit-year' } })
  .meta({ type: 'string', format: 'date-time' });

/**
 * A media type such as `image/png`, without parameters (RFC 6838, section 4.2). It is stored in
 * clear, so no part of it may look like a phone number.
 */
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

/**
 * A JSON value may be nested at most this deep. Serialising a value that is nested much deeper
 * would use up the stack.
 */
const nestingMax = 64;

function nestsAtMost(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => nestsAtMost(levels - 1, inner));
}

/**
 * True if each number in the value is finite, at any depth. JSON can contain numbers that are too
 * large for a double, for example 1e400. Such a number would become null when it is serialised
 * again.
 */
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

function isJsonObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A JSON object that needs at most `bytes` as UTF-8 JSON and has at most `keys` keys at its top
 * level. It is always encrypted.
 */
export function jsonObject(limits: { bytes: number; keys: number }) {
  return z
    .custom<JsonObject>(isJsonObject, { params: { rule: 'object' }, abort: true })
    .refine((value) => nestsAtMost(nestingMax, value), nesting)
    .refine(hasFiniteNumbers, finite)
    .refine((value) => Object.keys(value).length <= limits.keys, {
      params: { rule: 'max-keys', keys: limits.keys },
    })
    .refine(fitsIn(limits.bytes), { params: { rule: 'max-bytes', bytes: limits.bytes } })
    .meta({ type: 'object', maxProperties: limits.keys, additionalProperties: true });
}

/** Any JSON value, of any size, that can be stored and read again without a change. */
export const jsonTree = z
  .unknown()
  .refine((value) => nestsAtMost(nestingMax, value), nesting)
  .refine(hasFiniteNumbers, finite);

/**
 * True if a value contains the key `__proto__` at any depth. JavaScript uses this key for the
 * prototype of an object.
 */
function namesPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(namesPrototype);
}

const ownKeys = { params: { rule: 'no-proto-key' } };

/** A patch of any JSON value (RFC 7396). The limits of the field apply to the patched value. */
export const jsonPatch = jsonTree.refine((patch) => !namesPrototype(patch), ownKeys);

/**
 * A patch of a JSON object (RFC 7396): `null` removes a key. The limits of the field apply to the
 * patched object.
 */
export const jsonObjectPatch = z
  .custom<JsonObject>(isJsonObject, { params: { rule: 'object' }, abort: true })
  .refine((value) => nestsAtMost(nestingMax, value), nesting)
  .refine(hasFiniteNumbers, finite)
  .refine((patch) => !namesPrototype(patch), ownKeys)
  .meta({ type: 'object', additionalProperties: true });

/** Any JSON value that needs at most `bytes` as UTF-8 JSON. It is always encrypted. */
export function jsonValue(bytes: number) {
  return jsonTree.refine(fitsIn(bytes), { params: { rule: 'max-bytes', bytes } });
}

/** A {@link jsonValue} that must not be missing. */
export function requiredJson(bytes: number) {
  return jsonValue(bytes).refine((value): boolean => value !== undefined, {
    params: { rule: 'required' },
  });
}

const base64url = (characters: number) =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${characters}}={0,2}$`), {
    error: `${characters} characters of base64url`,
  });

/**
 * The keys of a Web Push subscription (RFC 8291): a point of the curve P-256, and 16 random bytes.
 */
export const pushKeys = z.strictObject({ p256dh: base64url(87), auth: base64url(22) });

/** Returns a function that checks that a value needs at most `bytes` as UTF-8 JSON. */
export function fitsIn(bytes: number): (value: unknown) => boolean {
  return (value) => Buffer.byteLength(JSON.stringify(value) ?? '') <= bytes;
}
