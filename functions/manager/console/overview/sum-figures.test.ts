import { expect, it } from 'vitest';
import type { StorageOverview } from '#shared/client/schemas.ts';
import type { CategoryOverview } from './category-overview.ts';
import { listExpiring, listExpiryDays } from './expiry-days.ts';
import { sumFigures } from './sum-figures.ts';

function category(given: Partial<CategoryOverview>): CategoryOverview {
  return {
    destination: 'server',
    chosen_days: null,
    number: 1,
    id: 'first',
    title: 'First',
    path: 'first',
    purpose: 'Count',
    stored_when: 'Always',
    always: true,
    modules: [],
    retention: { basis: 'created', days: 30, longer_choices: [], longest_days: 30 },
    encrypted_fields: [],
    live: 0,
    overdue: 0,
    expires: [],
    expires_later: 0,
    ...given,
  };
}

function expiring(...counts: number[]): CategoryOverview['expires'] {
  return counts.map((count, day) => ({
    date: `2026-11-${String(day + 1).padStart(2, '0')}`,
    count,
  }));
}

const overview: StorageOverview = {
  tenant: 'one',
  as_of: '2026-11-01T10:00:00.000Z',
  last_purge: null,
  collections: [],
  collections_as_of: '2026-11-01T10:00:00.000Z',
  keys: [],
  categories: [
    category({ live: 136, expires: expiring(1, 2, 3, 4, 5, 6, 7, 100), expires_later: 8 }),
    category({ number: 2, id: 'second', overdue: 3, expires: expiring(0, 0, 0, 0, 0, 0, 0, 0) }),
    category({ number: 3, id: 'third', live: 10, expires: expiring(10, 0, 0, 0, 0, 0, 0, 0) }),
    category({ number: 4, id: 'fourth', expires: expiring(0, 0, 0, 0, 0, 0, 0, 0) }),
  ],
};

it('the figures count the live records, and how many expire today and within seven days', () => {
  expect(sumFigures(overview)).toMatchObject({ live: 146, today: 11, soon: 38 });
});

it('a category counts as in use while its records wait for deletion', () => {
  expect(sumFigures(overview)).toMatchObject({ overdue: 3, inUse: 3 });
});

it('the counts of all categories are grouped by day', () => {
  const days = listExpiryDays(overview);
  expect(days.map(({ total }) => total)).toEqual([11, 2, 3, 4, 5, 6, 7, 100]);
  expect(days[0]?.parts.map(({ count }) => count)).toEqual([1, 0, 10, 0]);
});

it('the chart shows only categories with expiring records', () => {
  expect(listExpiring(overview).map(({ id }) => id)).toEqual(['first', 'third']);
});
