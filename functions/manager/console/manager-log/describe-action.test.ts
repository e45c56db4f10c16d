import { expect, it } from 'vitest';
import { logNames } from '../../../../infra/access/log-names.ts';
import { describeAction } from './describe-action.ts';

it('names the action and its object', () => {
  expect(describeAction('customers.read', 'en')).toBe('Customers: read');
  expect(describeAction('customers.export.csv', 'de')).toBe('Kunden: exportiert');
  expect(describeAction('tenant.api-keys.delete', 'en')).toBe('Settings (api-keys): deleted');
});

it('shows an unknown action by its name', () => {
  expect(describeAction('moons.count', 'en')).toBe('moons.count');
});

it.each(['en', 'de'] as const)('has words in %s for each action of the API', (language) => {
  const names = Object.values(logNames).map((name) => name.split('.')[0]);
  const unknown = names.filter((topic) => describeAction(`${topic}.read`, language).includes('.'));
  expect([...new Set(unknown)]).toEqual([]);
});
