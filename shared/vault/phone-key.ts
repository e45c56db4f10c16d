import type { CountryCode } from 'libphonenumber-js/min';

/**
 * Version of the library's numbering plans. A tenant's lookup secrets contain the version that made
 * them.
 */
export const numberingPlanVersion = '1.13.16';

/** How to read a phone number without its country. */
export type PhoneReading = {
  /** ISO 3166-1 code of the country for national numbers. */
  readonly region: string;
  /** Whether digits without a plus begin with the country's code, as WhatsApp writes them. */
  readonly isInternational: boolean;
};

/**
 * The text in the library's form: digits, the usual separators, and a plus if it is international.
 */
function toPlainText(text: string, { isInternational }: PhoneReading): string {
  const plain = text.replaceAll(/\s/g, ' ').replaceAll(/[^\d ()/.+-]/g, '-');
  // «(+49) 151» and «(0049) 151» mean the same as «+49 151»; no country's code begins with 0.
  const opened = plain.replace(/^\(((?:\+|00)[\d ]*)\)/, '$1 ');
  const written = opened.replace(/^\+? ?00 ?/, '+');
  return isInternational && /^[1-9]/.test(written) ? `+${written}` : written;
}

/**
 * The normalised form of a phone number: E.164 without an extension, by the numbering plan of its
 * country. The number only needs a length that the country uses, because assigned numbers change
 * faster than any list.
 * @returns undefined for a number that no country has
 */
export async function phoneKey(text: string, reading: PhoneReading): Promise<string | undefined> {
  // Loaded for the first phone number.
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min');
  const options = { defaultCountry: reading.region as CountryCode, extract: false };
  const number = parsePhoneNumberFromString(toPlainText(text, reading), options);
  return number?.isPossible() ? number.number : undefined;
}
