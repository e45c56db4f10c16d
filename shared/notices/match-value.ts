import { createHmac } from 'node:crypto';

const prefix = 'match_';

/**
 * Makes the matching secret of a recipient: 256 random bits. With it the recipient recognises
 * values in notices.
 */
export function newMatchingSecret(randomBytes: (count: number) => Uint8Array): string {
  return `${prefix}${Buffer.from(randomBytes(32)).toString('base64')}`;
}

/**
 * The hash of a value in a notice: HMAC-SHA-256 with the secret's bytes as key, in hex. The value
 * is in the form in which Mayfly compares it: an email in lower case, a phone number as E.164.
 */
export function matchValue(secret: string, value: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return createHmac('sha256', key).update(value, 'utf8').digest('hex');
}
