import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { encryptGcm } from '../../encrypt-gcm.ts';
import { decryptGcm } from './decrypt-gcm.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const secret = (text: string) => createSecretKey(text, 'hex');

const split = (sealed: Buffer) => [sealed.subarray(0, -16), sealed.subarray(-16)] as const;

const plaintext =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
  '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39';
const aad = 'feedfacedeadbeeffeedfacedeadbeefabaddad2';

// The test cases 2, 4, 13, 14 and 16 of «The Galois/Counter Mode of Operation» (McGrew, Viega).
// NIST SP 800-38D refers to this paper.
const cases = [
  {
    name: '2',
    mode: 'aes-128-gcm',
    key: '00'.repeat(16),
    nonce: '00'.repeat(12),
    plaintext: '00'.repeat(16),
    aad: '',
    sealed: '0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf',
  },
  {
    name: '4',
    mode: 'aes-128-gcm',
    key: 'feffe9928665731c6d6a8f9467308308',
    nonce: 'cafebabefacedbaddecaf888',
    plaintext,
    aad,
    sealed:
      '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e' +
      '21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091' +
      '5bc94fbc3221a5db94fae95ae7121a47',
  },
  {
    name: '13',
    mode: 'aes-256-gcm',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    plaintext: '',
    aad: '',
    sealed: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    name: '14',
    mode: 'aes-256-gcm',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    plaintext: '00'.repeat(16),
    aad: '',
    sealed: 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    name: '16',
    mode: 'aes-256-gcm',
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    nonce: 'cafebabefacedbaddecaf888',
    plaintext,
    aad,
    sealed:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
      '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
      '76fc6ece0f4e1768cddf8853bb2d551b',
  },
] as const;

test.each(cases)('AES-GCM agrees with the published test case $name', (vector) => {
  const parameters = [vector.mode, secret(vector.key), hex(vector.nonce)] as const;
  const sealed = encryptGcm(...parameters, hex(vector.plaintext), hex(vector.aad));
  expect(Buffer.concat(sealed).toString('hex')).toBe(vector.sealed);
  const opened = decryptGcm(...parameters, ...split(hex(vector.sealed)), hex(vector.aad));
  expect(Buffer.from(opened).toString('hex')).toBe(vector.plaintext);
});

test.each([0, 4, 8, 12, 15])('decryption refuses a tag that is shortened to %i bytes', (length) => {
  const [vector] = cases;
  const [ciphertext, tag] = split(hex(vector.sealed));
  const short = tag.subarray(0, length);
  expect(() =>
    decryptGcm(vector.mode, secret(vector.key), hex(vector.nonce), ciphertext, short, hex('')),
  ).toThrow('the tag does not have 16 bytes');
});
