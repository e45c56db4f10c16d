import { generateKeyPairSync, sign } from 'node:crypto';
import type { Signer } from '../signer.ts';

export type FakeSigner = Signer & {
  readonly publicKey: string;
  readonly calls: () => number;
};

/** A {@link Signer} for tests, with its own random P-256 key. */
export function createFakeSigner(keyId = 'receipts/1'): FakeSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  let calls = 0;
  return {
    keyId,
    publicKey: pem,
    publicKeys: async (id) => {
      if (id !== keyId) throw new Error('no such key');
      return pem;
    },
    calls: () => calls,
    async sign(data) {
      calls += 1;
      return sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    },
  };
}
