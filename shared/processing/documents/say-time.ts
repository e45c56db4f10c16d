import type { Language } from '#shared/categories/texts.ts';

const locales: { readonly [language in Language]: string } = { de: 'de-DE', en: 'en-GB' };

/** The day of an instant in people's format, in UTC: `28.11.2026`, `28 Nov 2026`. */
export function sayDay(at: string, language: Language): string {
  const format = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locales[language], format).format(new Date(at));
}

/** An instant in people's format: `28.11.2026, 14:05 UTC`; empty if there is none. */
export function sayTime(at: string | null, language: Language): string {
  if (at === null) return '';
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(locales[language], format).format(new Date(at))} UTC`;
}
