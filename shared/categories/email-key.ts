/**
 * Characters that nobody sees: default-ignorable ones, and controls of the writing direction
 * (Unicode, section 5.21).
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;
/**
 * Controls, formats, surrogates, private use, and code points that Unicode has not assigned yet.
 */
const noCharacter = /\p{C}/u;
/**
 * Full-width and half-width letters, digits and signs (Unicode block Halfwidth and Fullwidth
 * Forms), and the Chinese full stop.
 */
const otherWidth = /[\u3002\uff00-\uffef]/;
/**
 * Letters that are different after a change of case and back, but that stand for no other letter.
 */
const lettersOfTheirOwn: ReadonlySet<string> = new Set('ßẞςı');

/** Whether a text contains an invisible character. */
export function hasInvisible(text: string): boolean {
  return invisible.test(text);
}

/**
 * Whether composing a letter or changing its case gives another letter. For example, the KELVIN
 * SIGN would become a k.
 */
function isAnotherLetter(letter: string): boolean {
  if (letter.normalize('NFC') !== letter) return true;
  if (lettersOfTheirOwn.has(letter)) return false;
  const lower = letter.toLowerCase();
  const back = lower === letter ? letter.toUpperCase().toLowerCase() : lower.toUpperCase();
  return back.normalize('NFC') !== letter;
}

/** Whether a text contains a character that looks like another one and would become it. */
function hasLookalike(text: string): boolean {
  const foreign = text.match(/[^\0-\x7f]/gu) ?? [];
  return otherWidth.test(text) || foreign.some(isAnotherLetter);
}

const ldhLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** The URL Standard reads such a last label as part of an IPv4 address. */
const endOfAddress = /^(?:\d+|0x[0-9a-f]*)$/;

/**
 * A domain as UTS 46 writes it in ASCII, with A-labels checked; undefined where there is no such
 * form.
 */
function toAscii(domain: string): string | undefined {
  if (!/[^\0-\x7f]|xn--/i.test(domain)) return domain.toLowerCase();
  // With a last label beyond ASCII, `URL` cannot read an IP address, and it checks every label.
  const [probe, asciiProbe] = ['.ü', '.xn--tda'];
  const ascii = URL.parse(`http://${domain}${probe}`)?.hostname;
  return ascii?.endsWith(asciiProbe) ? ascii.slice(0, -asciiProbe.length) : undefined;
}

/**
 * The one form of a domain name: UTS 46, non-transitional, as A-labels of letters, digits and
 * hyphens.
 * @returns undefined for anything but a domain name of at least two labels; an IP address is none
 */
function domainKey(text: string): string | undefined {
  if (!/^[^\0-,/:-@[-`{-\x7f]+$/.test(text)) return undefined;
  const labels = toAscii(text)?.split('.') ?? [];
  if (labels.length < 2 || !labels.every((label) => ldhLabel.test(label))) return undefined;
  if (endOfAddress.test(labels.at(-1) ?? '')) return undefined;
  const key = labels.join('.');
  return key.length <= 253 ? key : undefined;
}

function splitAtDomain(address: string): readonly [local: string, domain: string] {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
}

/** What an address must not contain, by the rule in the refusal. */
export const emailRules = {
  'no-invisible-characters': (address: string) =>
    !hasInvisible(address) && !noCharacter.test(address),
  'no-lookalike-characters': (address: string) => !hasLookalike(address),
  'domain-name': (address: string) => domainKey(splitAtDomain(address)[1]) !== undefined,
} as const;

/**
 * The form in which addresses are compared. The local part is in lower case and NFC, and the domain
 * has A-labels. Dots, plus tags and compatibility characters of the local part stay, because a mail
 * provider may distinguish them.
 * @returns undefined for an address that {@link emailRules} refuse
 */
export function emailKey(address: string): string | undefined {
  if (!Object.values(emailRules).every((holds) => holds(address))) return undefined;
  const [local, domain] = splitAtDomain(address);
  return `${local.toLowerCase().normalize('NFC')}@${domainKey(domain)}`;
}
