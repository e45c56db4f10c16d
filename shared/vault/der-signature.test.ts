import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { rawSignature } from './der-signature.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

test('the conversion of a signature gives a valid pair of r and s, even if r or s begins with zeros', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const lengths = new Set<number>();
  for (let number = 0; number < 600; number += 1) {
    const data = Buffer.from(`seal ${number}`);
    const der = sign('sha256', data, { key: privateKey, dsaEncoding: 'der' });
    lengths.add(der.length);
    const raw = rawSignature(der);
    expect(raw).toHaveLength(64);
    expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
  }
  expect(lengths.size).toBeGreaterThanOrEqual(3);
});

test('the conversion pads short integers with zeros on the left', () => {
  const raw = rawSignature(hex('3007020101020200ff'));
  expect(Buffer.from(raw).toString('hex')).toBe(`${'00'.repeat(31)}01${'00'.repeat(31)}ff`);
});

test.each([
  ['an empty input', ''],
  ['another type', '0400'],
  ['a wrong length', '300802010102020fff'],
  ['one integer', '3003020101'],
  ['an integer that ends after the signature', '3006020101020501'],
  ['bytes after the second integer', '3009020101020200ff0500'],
  ['an integer of 33 bytes', `3026022101${'11'.repeat(32)}020101`],
])('the conversion refuses %s', (_name, text) => {
  expect(() => rawSignature(hex(text))).toThrow();
});
