/**
 * Invisible characters: default-ignorable ones, and controls of the writing direction (Unicode,
 * section 5.21).
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;
/**
 * Control and format characters, surrogates, private use, and code points that Unicode has not
 * assigned yet.
 */
const noCharacter = /\p{C}/u;
/**
 * Full-width and half-width letters, digits and signs (Unicode block Halfwidth and Fullwidth
 * Forms), and the Chinese full stop.
 */
const otherWidth = /[\u3002\uff00-\uffef]/;
/**
 * Letters that change when their case is changed and changed back, although they do not stand for
 * another letter.
 */
const lettersOfTheirOwn: ReadonlySet<string> = new Set('ßẞςı');

/** True if a text contains an invisible character. */
export function hasInvisible(text: string): boolean {
  return invisible.test(text);
}

/**
 * True if Unicode composition or a change of case turns a letter into another letter. For example,
 * the KELVIN SIGN would become a k.
 */
function isAnotherLetter(letter: string): boolean {
  if (letter.normalize('NFC') !== letter) return true;
  if (lettersOfTheirOwn.has(letter)) return false;
  const lower = letter.toLowerCase();
  const back = lower === letter ? letter.toUpperCase().toLowerCase() : lower.toUpperCase();
  return back.normalize('NFC') !== letter;
}

/**
 * True if a text contains a character that normalising would change into one that looks the same.
 */
function hasLookalike(text: string): boolean {
  const foreign = text.match(/[^\0-\x7f]/gu) ?? [];
  return otherWidth.test(text) || foreign.some(isAnotherLetter);
}

const ldhLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** By the URL Standard, a host is an IPv4 address if its last label matches this pattern. */
const endOfAddress = /^(?:\d+|0x[0-9a-f]*)$/;

/**
 * The ASCII form of a domain by UTS 46, with checked A-labels. The result is undefined if the
 * domain has no such form.
 */
function toAscii(domain: string): string | undefined {
  if (!/[^\0-\x7f]|xn--/i.test(domain)) return domain.toLowerCase();
  // If the last label is not ASCII, `URL` never takes the domain for an IP address, and checks
  // every label.
  const [probe, asciiProbe] = ['.ü', '.xn--tda'];
  const ascii = URL.parse(`http://${domain}${probe}`)?.hostname;
  return ascii?.endsWith(asciiProbe) ? ascii.slice(0, -asciiProbe.length) : undefined;
}

/**
 * The one form of a domain name: UTS 46, non-transitional, as A-labels of letters, digits and
 * hyphens.
 * @returns undefined if the text is not a domain name of at least two labels. An IP address is not
 * a domain name
 */
function domainKey(text: string): string | undefined {
  if (!/^[^\0-,/:-@[-`{-\x7f]+$/.test(text)) return undefined;
  const labels = toAscii(text)?.split('.') ?? [];
  if (labels.length < 2 || !labels.every((label) => ldhLabel.test(label))) return undefined;
  if (endOfAddress.test(labels.at(-1) ?? '')) return undefined;
  const key = labels.join('.');
  return key.length <= 253 ? key : undefined;
}

/** Splits an address at its last `@`. A text without `@` has no domain. */
function splitAtDomain(address: string): readonly [local: string, domain: string] {
  const at = address.lastIndexOf('@');
  if (at === -1) return [address, ''];
  return [address.slice(0, at), address.slice(at + 1)];
}

/** The checks that an address must pass, by the name of the rule. */
export const emailRules = {
  'no-invisible-characters': (address: string) =>
    !hasInvisible(address) && !noCharacter.test(address),
  'no-lookalike-characters': (address: string) => !hasLookalike(address),
  'domain-name': (address: string) => domainKey(splitAtDomain(address)[1]) !== undefined,
} as const;

/**
 * The form in which email addresses are compared. The local part is in lower case and NFC, and the
 * domain has A-labels. Dots, plus tags and compatibility characters in the local part do not
 * change, because a mail provider may distinguish them.
 * @returns undefined for an address that {@link emailRules} refuse
 */
export function emailKey(address: string): string | undefined {
  if (!Object.values(emailRules).every((holds) => holds(address))) return undefined;
  const [local, domain] = splitAtDomain(address);
  return `${local.toLowerCase().normalize('NFC')}@${domainKey(domain)}`;
}
