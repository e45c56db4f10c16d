import { type CategoryOverview, formatChoice, formatPlural } from './format-values.ts';

type Retention = CategoryOverview['retention'];

const countedFrom = {
  created: 'from creation',
  last_interaction: 'from the last interaction',
} as const;

/** Days as a phrase: `7 days`, or `14 days (pending) or 180 days (confirmed, withdrawn)`. */
function describeDays(days: Retention['days']): string {
  if (typeof days === 'number') return formatPlural(days, 'day');
  const groups = Map.groupBy(Object.entries(days.days), ([, count]) => count);
  return formatChoice(
    [...groups].map(
      ([count, entries]) =>
        `${formatPlural(count, 'day')} (${entries.map(([value]) => value).join(', ')})`,
    ),
  );
}

/** When a category's records go, in words. */
export function describePromise({ basis, days }: Retention): string {
  if (basis === 'own_expiry') return `On its own date, at most ${describeDays(days)} ahead`;
  return `${describeDays(days)} ${countedFrom[basis]}`;
}

/** What a tenant may choose instead: shorter always, longer only what the category offers. */
export function describeChoice({ longer_choices }: Retention): string {
  const shorter = 'any shorter number of days';
  if (longer_choices.length === 0) return `A tenant may choose ${shorter}`;
  return `A tenant may choose ${shorter}, or ${formatChoice(longer_choices.map(String))}`;
}
