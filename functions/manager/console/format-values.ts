import type { StorageOverview } from '#shared/processing/storage/describe-storage.ts';

export type CategoryOverview = StorageOverview['categories'][number];

const locale = 'en-GB';
// The overview counts in UTC days; a local time zone would move records to the wrong day.
const timeZone = 'UTC';

const wholeNumber = new Intl.NumberFormat(locale);
const shortNumber = new Intl.NumberFormat(locale, { notation: 'compact' });
const moment = new Intl.DateTimeFormat(locale, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone,
});
const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone });
const longDay = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  timeZone,
});
const choice = new Intl.ListFormat(locale, { type: 'disjunction' });
const rules = new Intl.PluralRules(locale);

export const formatCount = (count: number): string => wholeNumber.format(count);
export const formatCompact = (count: number): string => shortNumber.format(count);
export const formatMoment = (instant: string): string => `${moment.format(new Date(instant))} UTC`;
export const formatDay = (date: string): string => shortDay.format(new Date(date));
export const formatLongDay = (date: string): string => longDay.format(new Date(date));
export const formatChoice = (words: readonly string[]): string => choice.format(words);

/** `1 record`, `2,000 records`. */
export function formatPlural(count: number, noun: string): string {
  return `${formatCount(count)} ${rules.select(count) === 'one' ? noun : `${noun}s`}`;
}

/** The CSS colour of a category, in light and dark; a thirteenth category starts over. */
export function seriesColour({ number }: Pick<CategoryOverview, 'number'>): string {
  return `var(--series-${((number - 1) % 12) + 1})`;
}
