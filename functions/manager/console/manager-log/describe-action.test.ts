import { expect, it } from 'vitest';
import { logNames } from '../../../../infra/access/log-names.ts';
import { describeAction } from './describe-action.ts';
import { managerLogTexts } from './manager-log-texts.ts';

it('a description names the topic of an action, the parts between topic and verb, and the verb', () => {
  expect(describeAction('customers.read', 'en')).toBe('Customers: read');
  expect(describeAction('customers.export.csv', 'de')).toBe('Kunden: exportiert');
  expect(describeAction('tenant.api-keys.delete', 'en')).toBe('Settings (API key): deleted');
});

it('an unknown action is shown by its name', () => {
  expect(describeAction('moons.count', 'en')).toBe('moons.count');
});

const names = [...Object.values(logNames), 'sessions.begin', 'sessions.end', 'imports.create'];
/**
 * Matches a description in which a part of the action's name has no translation yet: a name with a
 * hyphen, or an English name in a German text.
 */
const raw = {
  en: /\([a-z]+-/,
  de: /\((?:messages|seals|links|draws|winners|reviews?|history|pending)/,
};

it.each(['en', 'de'] as const)(
  'the language %s has words for each action that Mayfly writes to the manager log',
  (language) => {
    const said = names.map((name) => [name, describeAction(name, language)] as const);
    expect(said.filter(([name, words]) => name === words || raw[language].test(words))).toEqual([]);
  },
);

it.each(['en', 'de'] as const)(
  'the language %s has words for each outcome that Mayfly writes to the manager log',
  (language) => {
    const answers = ['shown', 'requested', 'refused', 'not-found', 'imported'];
    const steps = ['commitment', 'replaces'];
    const said = Object.keys(managerLogTexts[language].outcomes);
    expect(said).toEqual(expect.arrayContaining([...answers, ...steps]));
  },
);
