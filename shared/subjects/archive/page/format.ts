import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Language } from '#shared/categories/texts.ts';

const locales: { readonly [language in Language]: string } = { de: 'de-DE', en: 'en-GB' };

/** Functions that return numbers and times as text in the format of a language. */
export type Format = {
  readonly language: Language;
  /** The IANA name of the time zone in which all times are shown. */
  readonly timeZone: string;
  /** Returns the day and the time of day. */
  readonly moment: (instant: Instant) => string;
  readonly day: (instant: Instant) => string;
  readonly number: (value: number) => string;
  /** Returns an RFC 3339 time in the same form as {@link Format.moment}. */
  readonly written: (text: string) => string;
};

export function createFormat(language: Language, timeZone: string): Format {
  const locale = locales[language];
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 6, useGrouping: false });
  return {
    language,
    timeZone,
    moment: (instant) => moment.format(instant / microsPerMilli),
    day: (instant) => day.format(instant / microsPerMilli),
    number: (value) => number.format(value),
    written: (text) => moment.format(new Date(text)),
  };
}
