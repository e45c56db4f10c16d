/**
 * Characters that are invisible: those that Unicode calls default-ignorable, and those that control
 * the direction of writing (Unicode, section 5.21).
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
 * Letters that are accepted without the check of their case. If the case of one of them is changed
 * twice, the result is a different letter. But none of them is only a spelling of that letter.
 */
const lettersOfTheirOwn: ReadonlySet<string> = new Set('ßẞςı');

/** True if a text contains an invisible character. */
export function hasInvisible(text: string): boolean {
  return invisible.test(text);
}

/**
 * True if a letter is only another spelling of a different letter. Then Unicode composition or two
 * changes of its case turn it into that letter. For example, the KELVIN SIGN becomes a k.
 */
function isAnotherLetter(letter: string): boolean {
  if (letter.normalize('NFC') !== letter) return true;
  if (lettersOfTheirOwn.has(letter)) return false;
  const lower = letter.toLowerCase();
  const back = lower === letter ? letter.toUpperCase().toLowerCase() : lower.toUpperCase();
  return back.normalize('NFC') !== letter;
}

/**
 * True if normalising would change a character of the text into a different character that looks
 * like it.
 */
function hasLookalike(text: string): boolean {
  const foreign = text.match(/[^\0-\x7f]/gu) ?? [];
  return otherWidth.test(text) || foreign.some(isAnotherLetter);
}

const ldhLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/**
 * If the last label of a host matches this pattern, the URL Standard reads the host as an IPv4
 * address.
 */
const endOfAddress = /^(?:\d+|0x[0-9a-f]*)$/;

/**
 * The ASCII form of a domain by UTS 46. Each A-label in the result is valid. The result is
 * undefined if the domain has no ASCII form.
 */
function toAscii(domain: string): string | undefined {
  if (!/[^\0-\x7f]|xn--/i.test(domain)) return domain.toLowerCase();
  // A last label that is not ASCII is added. So `URL` never takes the domain for an IP address, and
  // checks every label.
  const [probe, asciiProbe] = ['.ü', '.xn--tda'];
  const ascii = URL.parse(`http://${domain}${probe}`)?.hostname;
  return ascii?.endsWith(asciiProbe) ? ascii.slice(0, -asciiProbe.length) : undefined;
}

/**
 * The form in which domain names are compared: UTS 46, non-transitional. Its labels contain only
 * letters, digits and hyphens. Labels with other letters become A-labels.
 * @returns undefined if the text is not a domain name of at least two labels, for example if it is
 * an IP address
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
 * domain is in ASCII with A-labels. Dots, compatibility characters and text after a plus sign stay
 * in the local part as they are, because a mail provider may distinguish addresses by them.
 * @returns undefined for an address that breaks one of the {@link emailRules}
 */
export function emailKey(address: string): string | undefined {
  if (!Object.values(emailRules).every((holds) => holds(address))) return undefined;
  const [local, domain] = splitAtDomain(address);
  return `${local.toLowerCase().normalize('NFC')}@${domainKey(domain)}`;
}
