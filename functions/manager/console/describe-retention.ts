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

/** Says in words when a category's records expire. */
export function describePromise({ basis, days }: Retention): string {
  if (basis === 'own_expiry') return `On its own date, at most ${describeDays(days)} ahead`;
  return `${describeDays(days)} ${countedFrom[basis]}`;
}

/** Says whether a tenant may choose a longer retention; it then holds for new records only. */
export function describeLonger({ longer_choices }: Retention): string {
  if (longer_choices.length === 0) return 'Never longer';
  return `A tenant may choose ${formatChoice(longer_choices.map(String))} days for new records`;
}
