import { expect, test } from 'vitest';
import type { DataKeyAlgorithm, DataKeyFormat } from '../../data-key.ts';
import { keyForTests } from '../../testing/key-for-tests.ts';
import jce from '../../vectors/jce.json' with { type: 'json' };
import openssl from '../../vectors/openssl-cbc.json' with { type: 'json' };
import { open, seal } from './envelope.ts';

const place = {
  tenant: 'acme',
  category: 'customers',
  recordId: '00112233445566778899aabbccddeeff',
  field: 'email',
};

const hex = (text: string) => Buffer.from(text, 'hex');

type Vector = {
  readonly key: string;
  readonly algorithm?: string;
  readonly format?: number;
  readonly id?: string;
};

function keyOf({ key, algorithm = 'aes-128-cbc', format = 1, id = 'k' }: Vector) {
  const terms = { bytes: hex(key), id, format: format as DataKeyFormat };
  return keyForTests(algorithm as DataKeyAlgorithm, terms);
}

test('there are test vectors for all three versions of envelopes, and for both formats of keys', () => {
  expect(new Set(jce.map(({ format }) => format))).toEqual(new Set([1, 2]));
  expect(new Set(jce.map(({ envelope }) => envelope.slice(0, 2)))).toEqual(
    new Set(['01', '02', '03']),
  );
});

test.each([...jce, ...openssl])(
  'an envelope of another implementation can be decrypted: $envelope',
  (vector) => {
    const opened = open(keyOf(vector), place, hex(vector.envelope));
    expect(Buffer.from(opened).toString('hex')).toBe(vector.plaintext);
  },
);

test.each(jce.filter(({ format }) => format === 2))(
  'encryption produces the same bytes as another implementation: $envelope',
  (vector) => {
    const nonce = hex(vector.envelope).subarray(1, 13);
    const sealed = seal(keyOf(vector), place, hex(vector.plaintext), () => nonce);
    expect(Buffer.from(sealed).toString('hex')).toBe(vector.envelope);
  },
);
