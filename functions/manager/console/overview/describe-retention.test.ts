import { describe, expect, it } from 'vitest';
import { createFormats } from '../language/create-formats.ts';
import type { CategoryOverview } from './category-overview.ts';
import { describeChoice, describeKept } from './describe-retention.ts';
import { overviewTexts } from './overview-texts.ts';

const english = { formats: createFormats('en'), texts: overviewTexts.en.retention };
const german = { formats: createFormats('de'), texts: overviewTexts.de.retention };

function retention(
  given: Partial<CategoryOverview['retention']>,
  chosen_days: number | null = null,
): Pick<CategoryOverview, 'retention' | 'chosen_days'> {
  return {
    retention: { basis: 'created', days: 7, longer_choices: [], longest_days: 7, ...given },
    chosen_days,
  };
}

describe('describeKept', () => {
  it('says from which event the days are counted', () => {
    expect(describeKept(english, retention({}))).toBe('7 days from creation');
    expect(describeKept(english, retention({ basis: 'last_interaction', days: 180 }))).toBe(
      '180 days from the last interaction',
    );
    expect(describeKept(english, retention({ basis: 'own_expiry', days: 60 }))).toBe(
      'Until its own expiry date, at most 60 days ahead',
    );
  });

  it('writes how long records are kept, and the longer choices, in German', () => {
    expect(describeKept(german, retention({}))).toBe('7 Tage ab Erstellung');
    expect(describeChoice(german, retention({ longer_choices: [30, 60] }))).toBe(
      'Ein Mandant kann für neue Datensätze 30 oder 60 Tage wählen',
    );
  });

  it('writes “1 day” in the singular', () => {
    expect(describeKept(english, retention({ days: 1 }))).toBe('1 day from creation');
  });

  it('groups the values of a field that have the same number of days', () => {
    const days = { field: 'status', days: { pending: 14, confirmed: 180, withdrawn: 180 } };
    expect(describeKept(english, retention({ days }))).toBe(
      '14 days (pending) or 180 days (confirmed, withdrawn) from creation',
    );
  });

  it('names the days that the tenant has chosen', () => {
    expect(describeKept(english, retention({}, 2))).toBe('2 days from creation');
    const longer = retention({ longer_choices: [30, 60] }, 60);
    expect(describeKept(german, longer)).toBe('60 Tage ab Erstellung');
  });

  it('shows the promised days of a field’s value if the tenant has chosen more days', () => {
    const days = { field: 'status', days: { pending: 14, confirmed: 180, withdrawn: 180 } };
    expect(describeKept(english, retention({ days }, 30))).toBe(
      '14 days (pending) or 30 days (confirmed, withdrawn) from creation',
    );
  });
});

describe('describeChoice', () => {
  it('says “Never longer” if a tenant cannot choose a longer time', () => {
    expect(describeChoice(english, retention({}))).toBe('Never longer');
  });

  it('says which promise a chosen time replaces', () => {
    const text = 'Chosen by the tenant; promised: 7 days';
    expect(describeChoice(english, retention({}, 2))).toBe(text);
    expect(describeChoice(english, retention({ longer_choices: [30] }, 30))).toBe(text);
  });

  it('lists the longer choices', () => {
    expect(describeChoice(english, retention({ longer_choices: [30, 60] }))).toBe(
      'A tenant may choose 30 or 60 days for new records',
    );
  });
});
