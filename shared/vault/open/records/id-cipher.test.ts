import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createIdCipher } from './id-cipher.ts';

test('in the example of FIPS 197 the token is the published ciphertext, and can be turned back into the id', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at));
  const id = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
  const token = createIdCipher(key).hide(id);
  expect(token.toString('hex')).toBe('8ea2b7ca516745bfeafc49904b496089');
  expect(createIdCipher(key).show(token)).toEqual(id);
});

test('an id gets the same token alone and together with other ids, but another token with another key', () => {
  const cipher = createIdCipher(randomBytes(32));
  const ids = randomBytes(16 * 500);
  const tokens = cipher.hide(ids);
  expect(tokens.subarray(16, 32)).toEqual(cipher.hide(ids.subarray(16, 32)));
  expect(cipher.show(tokens)).toEqual(ids);
  expect(createIdCipher(randomBytes(32)).hide(ids)).not.toEqual(tokens);
});
