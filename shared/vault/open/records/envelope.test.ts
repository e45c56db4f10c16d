import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DataKey, type DataKeyAlgorithm, dataKeyBytes } from '../../data-key.ts';
import { DecryptionError } from '../../decryption-error.ts';
import { keyForTests } from '../../testing/key-for-tests.ts';
import { envelopeOverheadBytes, envelopeVersion, open, seal } from './envelope.ts';

const place = { tenant: 'acme', category: 'customers', recordId: 'r1', field: 'email' };
const gcm = ['aes-128-gcm', 'aes-256-gcm'] as const;

const newKey = (algorithm: DataKeyAlgorithm) => keyForTests(algorithm);

function sealLegacy(key: DataKey, plaintext: Uint8Array): Uint8Array {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-cbc', key.secret, iv);
  return Buffer.concat([Uint8Array.of(1), iv, cipher.update(plaintext), cipher.final()]);
}

/** Requires that the work throws a DecryptionError with the usual text and without a cause. */
function expectRefused(work: () => unknown): void {
  let thrown: unknown;
  try {
    work();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(DecryptionError);
  expect((thrown as Error).message).toBe('decryption failed');
  expect((thrown as Error).cause).toBeUndefined();
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

describe.each(gcm)('an envelope of %s', (algorithm) => {
  const key = newKey(algorithm);
  const sealed = seal(key, place, Buffer.from('j.müller@example.com'), randomBytes);

  test('decrypts to the bytes that were encrypted, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const opened = open(key, place, seal(key, place, bytes, randomBytes));
        expect(Buffer.compare(opened, bytes)).toBe(0);
      }),
    );
  });

  test('is at most 40 bytes longer than its content', () => {
    for (const length of [0, 1, 15, 16, 17, 4_096]) {
      const envelope = seal(key, place, new Uint8Array(length), randomBytes);
      expect(envelope.length - length).toBe(envelopeOverheadBytes);
    }
    expect(envelopeOverheadBytes).toBeLessThanOrEqual(40);
  });

  test('has a new nonce each time the same value is encrypted', () => {
    const nonces = Array.from({ length: 200 }, () =>
      Buffer.from(seal(key, place, Buffer.from('x'), randomBytes).subarray(1, 13)).toString('hex'),
    );
    expect(new Set(nonces).size).toBe(200);
  });

  test('always gives the same error, whichever bit is flipped', () => {
    for (let bit = 0; bit < sealed.length * 8; bit += 1)
      expectRefused(() => open(key, place, flipped(sealed, bit)));
  });

  test('always gives the same error if it is shortened to any length, or extended', () => {
    for (let length = 0; length < sealed.length; length += 1)
      expectRefused(() => open(key, place, sealed.subarray(0, length)));
    expectRefused(() => open(key, place, Buffer.concat([sealed, Uint8Array.of(0)])));
  });

  test.each(['tenant', 'category', 'recordId', 'field'])(
    'cannot be decrypted for another %s',
    (part) => {
      expect(Buffer.from(open(key, place, sealed)).toString()).toBe('j.müller@example.com');
      expectRefused(() => open(key, { ...place, [part]: 'other' }, sealed));
    },
  );

  test('cannot be decrypted with another key', () => {
    expectRefused(() => open(newKey(algorithm), place, sealed));
  });

  test('cannot be decrypted with a key of another id and the same bytes', () => {
    expectRefused(() => open({ ...key, id: 'another' }, place, sealed));
  });

  test('cannot be decrypted with a key of format 1, and such a key encrypts nothing', () => {
    const former: DataKey = { ...key, format: 1 };
    expectRefused(() => open(former, place, sealed));
    expect(() => seal(former, place, Buffer.from('x'), randomBytes)).toThrow('cannot encrypt');
  });

  test('cannot be decrypted for any other field, record, category or tenant, or with a key of another id', () => {
    const text = fc.string({ minLength: 1, maxLength: 8 }).filter((each) => !each.includes('|'));
    const at = fc.record({ tenant: text, category: text, recordId: text, field: text, id: text });
    fc.assert(
      fc.property(at, at, fc.uint8Array({ maxLength: 40 }), (here, there, bytes) => {
        const { id, ...own } = here;
        const envelope = seal({ ...key, id }, own, bytes, randomBytes);
        const { id: otherId, ...other } = there;
        const attempt = () => open({ ...key, id: otherId }, other, envelope);
        if (JSON.stringify(here) !== JSON.stringify(there)) expectRefused(attempt);
        else expect(Buffer.compare(attempt(), bytes)).toBe(0);
      }),
    );
  });

  test('can be decrypted neither with its own key nor with a key of another algorithm, if its version byte was changed', () => {
    for (const version of [0, 1, 2, 3, 4, 255]) {
      if (version === envelopeVersion[algorithm]) continue;
      const changed = Buffer.from(sealed);
      changed[0] = version;
      expectRefused(() => open(key, place, changed));
      for (const other of ['aes-128-cbc', ...gcm] as const) {
        const secret = key.secret.export();
        const bytes = Buffer.concat([secret, secret]).subarray(0, dataKeyBytes[other]);
        if (other !== algorithm)
          expectRefused(() => open(keyForTests(other, { bytes }), place, changed));
      }
    }
  });
});

describe('a legacy envelope', () => {
  const key = newKey('aes-128-cbc');
  const text = Buffer.from('ein älterer Eintrag');
  const sealed = sealLegacy(key, text);

  test('decrypts to the bytes that were encrypted, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(Buffer.compare(open(key, place, sealLegacy(key, bytes)), bytes)).toBe(0);
      }),
    );
  });

  test('causes no error except a DecryptionError, even if any bytes are changed or cut off', () => {
    let refused = 0;
    const attempt = (envelope: Uint8Array) => {
      try {
        open(key, place, envelope);
      } catch (error) {
        expect(error).toBeInstanceOf(DecryptionError);
        refused += 1;
      }
    };
    for (let bit = 0; bit < sealed.length * 8; bit += 1) attempt(flipped(sealed, bit));
    for (let length = 0; length < sealed.length; length += 1) attempt(sealed.subarray(0, length));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => attempt(bytes)));
    expect(refused).toBeGreaterThan(100);
  });

  test('cannot be decrypted with a key of another algorithm and the same bytes', () => {
    expectRefused(() => open({ ...key, algorithm: 'aes-128-gcm' }, place, sealed));
  });
});

test('a legacy key encrypts nothing', () => {
  const key = newKey('aes-128-cbc');
  expect(() => seal(key, place, Buffer.from('x'), randomBytes)).toThrow(
    'a legacy key cannot encrypt',
  );
});

test('a legacy key decrypts only version 1, so data of another version is never decrypted as CBC', () => {
  const bytes = randomBytes(16);
  const sealed = seal(keyForTests('aes-128-gcm', { bytes }), place, Buffer.alloc(64), randomBytes);
  expectRefused(() => open(keyForTests('aes-128-cbc', { bytes }), place, sealed));
  const legacy = sealLegacy(keyForTests('aes-128-cbc', { bytes }), Buffer.alloc(64));
  legacy[0] = 2;
  expectRefused(() => open(keyForTests('aes-128-cbc', { bytes }), place, legacy));
  expectRefused(() => open(keyForTests('aes-128-gcm', { bytes }), place, legacy));
});
