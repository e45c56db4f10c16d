import type { CountryCode } from 'libphonenumber-js/min';

/**
 * The version of the library's numbering plans. A tenant's lookup secrets contain the version with
 * which the tenant's hashes were made.
 */
export const numberingPlanVersion = '1.13.16';

/** How to read a phone number that has no plus and no international prefix. */
export type PhoneReading = {
  /** The ISO 3166-1 code of the country whose rules apply to national numbers. */
  readonly region: string;
  /** True if digits without a plus begin with a country code, as in WhatsApp. */
  readonly isInternational: boolean;
};

/**
 * Returns the text in a form that the library reads: digits, the usual separators, and a plus if
 * the number is international.
 */
function toPlainText(text: string, { isInternational }: PhoneReading): string {
  const plain = text.replaceAll(/\s/g, ' ').replaceAll(/[^\d ()/.+-]/g, '-');
  // «(+49) 151» and «(0049) 151» mean the same as «+49 151». No country code begins with 0.
  const opened = plain.replace(/^\(((?:\+|00)[\d ]*)\)/, '$1 ');
  const written = opened.replace(/^\+? ?00 ?/, '+');
  return isInternational && /^[1-9]/.test(written) ? `+${written}` : written;
}

/**
 * The normalised form of a phone number: E.164 without an extension, by the numbering plan of its
 * country. Every number with a length that its country uses is accepted. The function does not
 * check whether the number is assigned, because assigned numbers change faster than any list.
 * @returns undefined for a number that is not possible in its country
 */
export async function phoneKey(text: string, reading: PhoneReading): Promise<string | undefined> {
  // The library is loaded at the first phone number.
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min');
  const options = { defaultCountry: reading.region as CountryCode, extract: false };
  const number = parsePhoneNumberFromString(toPlainText(text, reading), options);
  return number?.isPossible() ? number.number : undefined;
}
