import type { Formats, Noun } from '../language/create-formats.ts';
import type { ExpiryDay } from './expiry-days.ts';

/** Describes a day of the chart in a sentence, for screen readers. */
export function describeDay(formats: Formats, record: Noun, { date, total, parts }: ExpiryDay) {
  const named = parts
    .filter(({ count }) => count > 0)
    .map(({ category, count }) => `${category.title} ${formats.count(count)}`);
  return [`${formats.utcLongDay(date)}: ${formats.plural(total, record)}`, ...named].join(', ');
}
