import { domainToASCII, domainToUnicode } from 'node:url';
import * as z from 'zod';

/** An address has at most this many characters (RFC 5321, section 4.5.3.1.3). */
const lengthMax = 254;
/**
 * The part before the `@`. It may contain dots and the characters of an atom (RFC 5322, section
 * 3.2.3). These characters are printable ASCII, and need no quotes.
 */
const local = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}";
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
/**
 * The last label of a domain contains only letters, or is an A-label (RFC 3696, section 2). So an
 * IP address is refused, however it is written.
 */
const last = '(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{0,58}[A-Za-z0-9])';
const domain = `(?:${label}\\.)+${last}`;

const ldhDomain = new RegExp(`^${domain}$`);

/**
 * True if every label that begins with `xn--` is a valid A-label (RFC 5890, section 2.3.2.1). A
 * valid A-label can be decoded, and the decoded text encodes to the same label.
 */
function hasALabels(name: string): boolean {
  const lower = name.toLowerCase();
  const unicode = domainToUnicode(lower);
  return !/(?:^|\.)xn--/.test(unicode) && domainToASCII(unicode) === lower;
}

/**
 * The domain of a person's address, in lower case. Its labels contain only ASCII letters, digits
 * and hyphens (LDH). A label with any other letter must be written as an A-label, which begins with
 * `xn--`. An IP address is not a domain.
 */
export const personDomain = z
  .string()
  .max(253)
  .refine(
    (name) => name === name.toLowerCase() && ldhDomain.test(name) && hasALabels(name),
    'a domain in lower case and ASCII, international domains as A-labels (xn--)',
  );

/**
 * The address of a person who signs in, is invited, or operates the platform. It is printable
 * ASCII, and the labels of its domain contain only letters, digits and hyphens. Any other address
 * is refused before it is normalised. So normalising never changes a letter of another script into
 * an ASCII letter, and two people never get the same address.
 */
export const personAddress = z
  .string()
  .max(lengthMax)
  .regex(new RegExp(`^${local}@${domain}$`), {
    abort: true,
    error: 'an email address in printable ASCII, international domains as A-labels (xn--)',
  })
  .refine((address) => hasALabels(address.slice(address.indexOf('@') + 1)), {
    params: { rule: 'a-label-domain' },
  });

/**
 * The normalised form of a person's address. Addresses are ASCII, so two spellings of one address
 * can differ only in upper and lower case.
 */
export function comparedAddress(address: string): string {
  return address.toLowerCase();
}

/** The domain of an address that {@link personAddress} accepts, in lower case. */
export function domainOf(address: string): string {
  return comparedAddress(address.slice(address.indexOf('@') + 1));
}
