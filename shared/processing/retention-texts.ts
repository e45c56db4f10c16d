import type { Category } from '#shared/categories/define-category.ts';
import type { Language, Texts } from '#shared/categories/texts.ts';
import type { CategorySettings, Destination } from '#shared/settings/settings.ts';

/**
 * A retention of a category's records. If `of` is null, the retention applies to all records.
 * Otherwise it applies only to records with one value of the field that decides the retention, for
 * example `status`. `of` is this value in words.
 */
export type Period = { readonly of: string | null; readonly days: number };

type Basis = Category['retention']['basis'];

/** The instant from which a retention is calculated, in words. */
export const startTexts: { readonly [basis in Basis]: Texts } = {
  created: { de: 'Erstellung des Datensatzes', en: 'creation of the record' },
  last_interaction: { de: 'letzte Interaktion', en: 'last interaction' },
  own_expiry: {
    de: 'Erstellung des Datensatzes oder letzte Änderung seines eigenen Ablaufdatums',
    en: 'creation of the record, or the last change of its own expiry date',
  },
};

function sayDays(days: number, language: Language): string {
  if (language === 'de') return days === 1 ? '1 Tag' : `${days} Tage`;
  return days === 1 ? '1 day' : `${days} days`;
}

/** A retention of some days, in words: `14 days from creation`. */
export function saySpan(basis: Basis, days: number, language: Language): string {
  const span = sayDays(days, language);
  if (basis === 'own_expiry')
    return language === 'de'
      ? `eigenes Ablaufdatum, höchstens ${span} ab Erstellung oder ab seiner letzten Änderung`
      : `own expiry date, at most ${span} from creation or from the last change of this date`;
  const start =
    basis === 'created'
      ? { de: 'ab Erstellung', en: 'from creation' }
      : { de: 'ab der letzten Interaktion', en: 'from the last interaction' };
  return `${span} ${start[language]}`;
}

/** The place of a category's data, in words. */
export const destinationTexts: { readonly [destination in Destination]: Texts } = {
  server: { de: 'wird gespeichert', en: 'stored' },
  device: {
    de: 'nur im Browser der Kundin oder des Kunden; früher gespeicherte Datensätze laufen wie vorgesehen ab',
    en: 'only in the customer’s own browser; records that were stored earlier still expire as planned',
  },
  off: {
    de: 'nicht in Gebrauch; gespeicherte Datensätze laufen wie vorgesehen ab',
    en: 'not in use; stored records still expire as planned',
  },
};

function wordsOf(category: Category, field: string, value: string, language: Language): string {
  const declared = category.fields[field];
  const texts = declared?.atRest === 'plain' ? declared.values?.[value] : undefined;
  return texts?.[language] ?? value;
}

/**
 * The retentions of a category's records for a tenant. If the tenant has chosen no retention, the
 * category's declared numbers of days are valid. If these numbers depend on a field, a choice of
 * the tenant can only shorten them.
 */
export function periodsOf(
  category: Category,
  { retentionDays }: CategorySettings,
  language: Language,
): Period[] {
  const { days } = category.retention;
  if (typeof days === 'number') return [{ of: null, days: retentionDays ?? days }];
  return Object.entries(days.days).map(([value, promised]) => ({
    of: wordsOf(category, days.field, value, language),
    days: Math.min(retentionDays ?? promised, promised),
  }));
}

/** A retention in words: `14 Tage ab Erstellung (noch nicht bestätigt)`. */
export function sayPeriod(category: Category, { of, days }: Period, language: Language): string {
  const span = saySpan(category.retention.basis, days, language);
  return of === null ? span : `${span} (${of})`;
}
