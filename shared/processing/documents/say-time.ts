import type { Language } from '#shared/categories/texts.ts';

const locales: { readonly [language in Language]: string } = { de: 'de-DE', en: 'en-GB' };

/**
 * Returns the day of an instant in UTC, in the usual format of the language: `28.11.2026` or `28
 * Nov 2026`.
 */
export function sayDay(at: string, language: Language): string {
  const format = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locales[language], format).format(new Date(at));
}

/**
 * Returns an instant in UTC, in the usual format of the language: `28.11.2026, 14:05 UTC`. The text
 * is empty if there is no instant.
 */
export function sayTime(at: string | null, language: Language): string {
  if (at === null) return '';
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(locales[language], format).format(new Date(at))} UTC`;
}
