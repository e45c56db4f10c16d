import { expect, it } from 'vitest';
import { logNames } from '../../../../infra/access/log-names.ts';
import { describeAction } from './describe-action.ts';

it('says what was done, and with what', () => {
  expect(describeAction('customers.read', 'en')).toBe('Customers: read');
  expect(describeAction('customers.export.csv', 'de')).toBe('Kunden: exportiert');
  expect(describeAction('tenant.api-keys.delete', 'en')).toBe('Settings (api-keys): deleted');
});

it('leaves a name as it is when it has no words for it', () => {
  expect(describeAction('moons.count', 'en')).toBe('moons.count');
});

it.each(['en', 'de'] as const)('knows in %s what each action of the API is about', (language) => {
  const names = Object.values(logNames).map((name) => name.split('.')[0]);
  const unknown = names.filter((topic) => describeAction(`${topic}.read`, language).includes('.'));
  expect([...new Set(unknown)]).toEqual([]);
});
