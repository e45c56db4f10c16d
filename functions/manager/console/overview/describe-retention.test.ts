import { describe, expect, it } from 'vitest';
import { createFormats } from '../language/create-formats.ts';
import type { CategoryOverview } from './category-overview.ts';
import { describeLonger, describePromise } from './describe-retention.ts';
import { overviewTexts } from './overview-texts.ts';

const english = { formats: createFormats('en'), texts: overviewTexts.en.retention };
const german = { formats: createFormats('de'), texts: overviewTexts.de.retention };

function retention(given: Partial<CategoryOverview['retention']>): CategoryOverview['retention'] {
  return { basis: 'created', days: 7, longer_choices: [], longest_days: 7, ...given };
}

describe('describePromise', () => {
  it('says from which event the days are counted', () => {
    expect(describePromise(english, retention({}))).toBe('7 days from creation');
    expect(describePromise(english, retention({ basis: 'last_interaction', days: 180 }))).toBe(
      '180 days from the last interaction',
    );
    expect(describePromise(english, retention({ basis: 'own_expiry', days: 60 }))).toBe(
      'Until its own expiry date, at most 60 days ahead',
    );
  });

  it('writes how long records are kept, and the longer choices, in German', () => {
    expect(describePromise(german, retention({}))).toBe('7 Tage ab Erstellung');
    expect(describeLonger(german, retention({ longer_choices: [30, 60] }))).toBe(
      'Ein Mandant kann für neue Datensätze 30 oder 60 Tage wählen',
    );
  });

  it('writes “1 day” in the singular', () => {
    expect(describePromise(english, retention({ days: 1 }))).toBe('1 day from creation');
  });

  it('groups the values of a field that have the same number of days', () => {
    const days = { field: 'status', days: { pending: 14, confirmed: 180, withdrawn: 180 } };
    expect(describePromise(english, retention({ days }))).toBe(
      '14 days (pending) or 180 days (confirmed, withdrawn) from creation',
    );
  });
});

describe('describeLonger', () => {
  it('says “Never longer” if a tenant cannot choose a longer time', () => {
    expect(describeLonger(english, retention({}))).toBe('Never longer');
  });

  it('lists the longer choices', () => {
    expect(describeLonger(english, retention({ longer_choices: [30, 60] }))).toBe(
      'A tenant may choose 30 or 60 days for new records',
    );
  });
});
