import { expect, test } from 'vitest';
import { putRecipient, type Recipient } from './put-recipient.ts';

const named = (name: string, de = 'Versand'): Recipient => ({
  name,
  purpose: { de },
  country: 'DE',
});
const [post, press, shop] = [named('Paketdienst'), named('Druckerei'), named('Laden')];

test('a new recipient is added, a changed one is replaced, and a removed one is left out', () => {
  expect(putRecipient([post], undefined, press)).toEqual([post, press]);
  const renamed = named('Druckerei am Wall');
  expect(putRecipient([post, press], press, renamed)).toEqual([post, renamed]);
  expect(putRecipient([post, press], post, undefined)).toEqual([press]);
});

test('a change finds its recipient by name, even if another owner has removed a recipient above it in the list', () => {
  const changed = named('Laden', 'Verkauf');
  expect(putRecipient([press, shop], shop, changed)).toEqual([press, changed]);
  expect(putRecipient([press, shop], post, undefined)).toEqual([press, shop]);
});

test.each([
  [
    'was changed by another owner',
    [named('Druckerei', 'Werbung')],
    press,
    named('Druckerei', 'Druck'),
  ],
  ['was removed by another owner', [post], press, named('Druckerei', 'Druck')],
  [
    'is to be removed, but was changed by another owner',
    [named('Laden', 'Verkauf')],
    shop,
    undefined,
  ],
  ['gets the name of another stored recipient', [post, press], press, post],
  [
    'is new, but has the name of a stored recipient',
    [post],
    undefined,
    named('Paketdienst', 'Post'),
  ],
])('a change is refused if its recipient %s', (_, stored, before, next) => {
  expect(() => putRecipient(stored, before, next)).toThrow(
    expect.objectContaining({ status: 412 }),
  );
});
