import type { Formats } from '../language/create-formats.ts';
import type { CategoryOverview } from './category-overview.ts';
import type { OverviewTexts } from './overview-texts.ts';

type Retention = CategoryOverview['retention'];
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

/** Says when a category's records expire, if the tenant has chosen no other retention. */
export function describePromise(words: Words, { basis, days }: Retention): string {
  return words.texts[basis](describeDays(words, days));
}

/**
 * Says which longer times a tenant may choose. A longer time applies only to records that are
 * stored after the choice.
 */
export function describeLonger({ formats, texts }: Words, { longer_choices }: Retention): string {
  if (longer_choices.length === 0) return texts.neverLonger;
  return texts.longer(formats.choice(longer_choices.map(String)));
}
