import type { Category } from '#shared/categories/define-category.ts';
import type { Language } from '#shared/categories/texts.ts';
import { settingsOf, type TenantSettings } from '#shared/settings/settings.ts';
import { periodsOf, saySpan, startTexts } from '../retention-texts.ts';

type Basis = Category['retention']['basis'];

/**
 * A deletion class as in DIN 66398: all data whose retention has the same length and begins with
 * the same kind of event.
 */
export type DeletionClass = {
  readonly id: string;
  readonly start: Basis;
  readonly start_text: string;
  readonly days: number;
  readonly text: string;
};

/** A retention of a category, and the deletion class to which it belongs. */
export type ClassedPeriod = {
  readonly of: string | null;
  readonly days: number;
  readonly class: string;
};

const starts: readonly Basis[] = ['created', 'last_interaction', 'own_expiry'];

/**
 * Returns the deletion classes of a tenant's categories. They are sorted by the kind of event with
 * which the retention begins, and then by the length of the retention. `periodsOf` in the result
 * gives the retentions of a category, each with its class.
 */
export function classify(
  categories: readonly Category[],
  settings: TenantSettings,
  language: Language,
) {
  const periods = categories.map((category) => ({
    category,
    start: category.retention.basis,
    periods: periodsOf(category, settingsOf(settings, category), language),
  }));
  const distinct = starts.flatMap((start) => {
    const days = periods
      .filter((each) => each.start === start)
      .flatMap((each) => each.periods.map((period) => period.days));
    return [...new Set(days)].toSorted((a, b) => a - b).map((each) => ({ start, days: each }));
  });
  const prefix = language === 'de' ? 'LK' : 'DC';
  const classes = distinct.map(({ start, days }, at): DeletionClass => {
    const startText = startTexts[start][language];
    const text = saySpan(start, days, language);
    return { id: `${prefix} ${at + 1}`, start, start_text: startText, days, text };
  });
  const classOf = (start: Basis, days: number) =>
    classes.find((each) => each.start === start && each.days === days)?.id ?? '';
  return {
    classes,
    periodsOf: (category: Category): ClassedPeriod[] =>
      periods
        .filter((each) => each.category === category)
        .flatMap((each) =>
          each.periods.map((period) => ({ ...period, class: classOf(each.start, period.days) })),
        ),
  };
}
