import type { ExpiryDay } from './expiry-days.ts';
import { formatCount, formatLongDay, formatPlural } from './format-values.ts';

/** A day of the chart as a sentence, for people who hear the page. */
export function describeDay({ date, total, parts }: ExpiryDay): string {
  const named = parts
    .filter(({ count }) => count > 0)
    .map(({ category, count }) => `${category.title} ${formatCount(count)}`);
  return [`${formatLongDay(date)}: ${formatPlural(total, 'record')}`, ...named].join(', ');
}
