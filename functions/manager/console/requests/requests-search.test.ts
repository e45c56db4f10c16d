import { expect, test } from 'vitest';
import { readRequestsSearch } from './requests-search.ts';

test('an address holds words of closed lists, and nothing else is taken from it', () => {
  expect(readRequestsSearch({ view: 'erasures', state: 'overdue', kind: 'access' })).toEqual({
    view: 'erasures',
    state: 'overdue',
    kind: 'access',
  });
  const typed = { view: 'x', state: 'anna@example.org', kind: 1, email: 'anna@example.org' };
  expect(readRequestsSearch(typed)).toEqual({});
});
