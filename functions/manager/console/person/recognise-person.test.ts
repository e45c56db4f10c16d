import { expect, test } from 'vitest';
import { recogniseKind, scopeOf, soughtBy } from './recognise-person.ts';

test.each([
  ['anna@example.org', 'email'],
  ['  Jürgen.Müller@bücher.example ', 'email'],
  ['+49 30 23125 014', 'phone'],
  ['030/23125-014', 'phone'],
  ['(0171) 39 20 012', 'phone'],
  ['493023125014', 'phone'],
  ['00491713920012000', 'phone'],
  ['6284519237104932', 'external_id'],
  ['psid-anna', 'external_id'],
  ['oX9f_wechat', 'external_id'],
  ['12345', 'external_id'],
])('%s is recognised as %s', (text, kind) => {
  expect(recogniseKind(text)).toBe(kind);
});

test('an empty text is no identifier', () => {
  expect(recogniseKind(' \n')).toBeUndefined();
});

test('spaces before and after an identifier are removed, but a messenger ID keeps its spaces', () => {
  expect(soughtBy('email', ' anna@example.org ')).toEqual({ email: 'anna@example.org' });
  expect(soughtBy('external_id', ' a b')).toEqual({ external_id: ' a b' });
});

test('an erasure covers one conversation, or a person together with the chosen conversations', () => {
  expect(scopeOf({ conversation_id: 'c-1' }, ['c-1'])).toEqual({ conversation_id: 'c-1' });
  const both = { email: 'a@example.org', conversation_id: 'c-1' };
  expect(scopeOf(both, undefined)).toEqual({ subject: both });
  expect(scopeOf({ email: 'a@example.org' }, [])).toEqual({
    subject: { email: 'a@example.org' },
    conversations: [],
  });
});
