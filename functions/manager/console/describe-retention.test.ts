import { describe, expect, it } from 'vitest';
import { describeLonger, describePromise } from './describe-retention.ts';
import type { CategoryOverview } from './format-values.ts';

function retention(given: Partial<CategoryOverview['retention']>): CategoryOverview['retention'] {
  return { basis: 'created', days: 7, longer_choices: [], longest_days: 7, ...given };
}

describe('describePromise', () => {
  it('says from when the days count', () => {
    expect(describePromise(retention({}))).toBe('7 days from creation');
    expect(describePromise(retention({ basis: 'last_interaction', days: 180 }))).toBe(
      '180 days from the last interaction',
    );
    expect(describePromise(retention({ basis: 'own_expiry', days: 60 }))).toBe(
      'On its own date, at most 60 days ahead',
    );
  });

  it('says one day, not one days', () => {
    expect(describePromise(retention({ days: 1 }))).toBe('1 day from creation');
  });

  it('names the values that share a number of days together', () => {
    const days = { field: 'status', days: { pending: 14, confirmed: 180, withdrawn: 180 } };
    expect(describePromise(retention({ days }))).toBe(
      '14 days (pending) or 180 days (confirmed, withdrawn) from creation',
    );
  });
});

describe('describeLonger', () => {
  it('promises that nothing is kept longer where no longer choice exists', () => {
    expect(describeLonger(retention({}))).toBe('Never longer');
  });

  it('lists the longer choices', () => {
    expect(describeLonger(retention({ longer_choices: [30, 60] }))).toBe(
      'A tenant may choose 30 or 60 days for new records',
    );
  });
});
