import type { Language } from '#shared/categories/texts.ts';

/**
 * The countries to which the General Data Protection Regulation applies: the European Union, and
 * Iceland, Liechtenstein and Norway (Decision of the EEA Joint Committee 154/2018).
 */
const economicArea: ReadonlySet<string> = new Set(
  `AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK`.split(
    ' ',
  ),
);

/** True if sending data to this country is a transfer to a third country (GDPR, Chapter V). */
export function isThirdCountry(country: string): boolean {
  return !economicArea.has(country);
}

/** A country's name in a language, or its code (ISO 3166-1) if no name is known. */
export function nameCountry(country: string, language: Language): string {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  return names.of(country) ?? country;
}
