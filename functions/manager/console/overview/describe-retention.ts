import type { Formats } from '../language/create-formats.ts';
import type { CategoryOverview } from './category-overview.ts';
import type { OverviewTexts } from './overview-texts.ts';

type Retention = CategoryOverview['retention'];
type Kept = Pick<CategoryOverview, 'retention' | 'chosen_days'>;
type Words = { readonly formats: Formats; readonly texts: OverviewTexts['retention'] };

/** Writes days as a phrase: `7 days`, `14 days (pending) or 180 days (confirmed, withdrawn)`. */
function describeDays({ formats, texts }: Words, days: Retention['days']): string {
  if (typeof days === 'number') return formats.plural(days, texts.day);
  const groups = Map.groupBy(Object.entries(days.days), ([, count]) => count);
  return formats.choice(
    [...groups].map(
      ([count, entries]) =>
        `${formats.plural(count, texts.day)} (${entries.map(([value]) => texts.values[value] ?? value).join(', ')})`,
    ),
  );
}

/**
 * Returns for how many days the tenant keeps records. As in the API, a choice that is longer than
 * the promise counts only if the category offers it.
 */
function keptDays({ retention: { days, longer_choices }, chosen_days }: Kept): Retention['days'] {
  const keep = (promised: number) => {
    const chosen = chosen_days ?? promised;
    return longer_choices.includes(chosen) ? chosen : Math.min(chosen, promised);
  };
  if (typeof days === 'number') return keep(days);
  const kept = Object.entries(days.days).map(([value, count]) => [value, keep(count)] as const);
  return { ...days, days: Object.fromEntries(kept) };
}

/** Says when a category's records expire, with the retention that the tenant has chosen. */
export function describeKept(words: Words, category: Kept): string {
  return words.texts[category.retention.basis](describeDays(words, keptDays(category)));
}

/**
 * Says what a chosen retention replaces. If the tenant has chosen none, says which longer times it
 * may choose. A longer time applies only to records that are stored after the choice.
 */
export function describeChoice(words: Words, { retention, chosen_days }: Kept): string {
  const { formats, texts } = words;
  const { days, longer_choices } = retention;
  if (chosen_days !== null) return texts.chosen(describeDays(words, days));
  if (longer_choices.length === 0) return texts.neverLonger;
  return texts.longer(formats.choice(longer_choices.map(String)));
}
