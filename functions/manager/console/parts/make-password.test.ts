import { expect, test } from 'vitest';
import { makePassword } from './make-password.ts';

test('a password has five groups of five characters from an alphabet of 30', () => {
  const password = makePassword((bytes) => void crypto.getRandomValues(bytes));
  expect(password).toMatch(/^(?:[A-HJKMNP-TV-Z2-9]{5}-){4}[A-HJKMNP-TV-Z2-9]{5}$/);
});

test('every character is equally likely, because bytes that would favour some characters are skipped', () => {
  let round = 0;
  const password = makePassword((bytes) => {
    round += 1;
    bytes.fill(round === 1 ? 255 : 0);
  });
  expect(password).toBe('AAAAA-AAAAA-AAAAA-AAAAA-AAAAA');
  expect(round).toBe(2);
});
