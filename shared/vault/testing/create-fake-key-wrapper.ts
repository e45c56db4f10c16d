import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  KeyDenied,
  KeyServiceUnavailable,
  KeyVersionUnusable,
  type KeyWrapper,
  WrappedKeyDamaged,
} from '../key-wrapper.ts';

export type FakeKeyWrapper = KeyWrapper & {
  /** What the key service does with the next calls. */
  state: 'up' | 'unavailable' | 'denied' | 'disabled';
  readonly calls: { wrap: number; unwrap: number };
};

/**
 * A {@link KeyWrapper} for tests: AES-256-GCM with AAD, under a random key for each KEK. All
 * randomness comes from the given source, so that a simulation can be repeated.
 */
export function createFakeKeyWrapper(
  draw: (count: number) => Uint8Array = randomBytes,
): FakeKeyWrapper {
  const keks = new Map<string, Uint8Array>();
  const calls = { wrap: 0, unwrap: 0 };
  const kekOf = (kek: string): Uint8Array => {
    const key = keks.get(kek) ?? draw(32);
    keks.set(kek, key);
    return key;
  };
  function checkState(): void {
    if (fake.state === 'unavailable') throw new KeyServiceUnavailable('down');
    if (fake.state === 'disabled') throw new KeyVersionUnusable('no');
    if (fake.state === 'denied') throw new KeyDenied('no');
  }
  const fake: FakeKeyWrapper = {
    state: 'up',
    calls,
    async wrap(kek, secret, aad) {
      calls.wrap += 1;
      checkState();
      const nonce = draw(12);
      const cipher = createCipheriv('aes-256-gcm', kekOf(kek), nonce).setAAD(aad);
      return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
    },
    async unwrap(kek, wrapped, aad) {
      calls.unwrap += 1;
      checkState();
      try {
        const decipher = createDecipheriv('aes-256-gcm', kekOf(kek), wrapped.subarray(0, 12));
        decipher.setAAD(aad).setAuthTag(wrapped.subarray(-16));
        return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
      } catch {
        throw new WrappedKeyDamaged('does not unwrap');
      }
    },
  };
  return fake;
}
