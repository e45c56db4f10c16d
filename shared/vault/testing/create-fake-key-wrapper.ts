import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyVersions } from '../key-versions.ts';
import {
  KeyDenied,
  KeyServiceUnavailable,
  KeyVersionUnusable,
  type KeyWrapper,
  WrappedKeyDamaged,
} from '../key-wrapper.ts';

export type FakeKeyWrapper = KeyWrapper & {
  /** This method and the next one belong to `KeyVersions`. A test may replace both methods. */
  standing: KeyVersions['standing'];
  scheduleDestruction: KeyVersions['scheduleDestruction'];
  /** How the key service answers the next calls. */
  state: 'up' | 'unavailable' | 'denied' | 'disabled';
  readonly calls: { wrap: number; unwrap: number };
  /** Creates a new primary version of a key. From now on secrets are wrapped with this version. */
  readonly rotate: (kek: string) => void;
  /** Destroys a version. Data that it wrapped can never be unwrapped again. */
  readonly destroy: (kek: string, version: number) => void;
};

/**
 * A {@link KeyWrapper} for tests, with AES-256-GCM and AAD. Each version of a KEK is a random key.
 * All randomness comes from the given source, so that a simulation can be repeated.
 */
export function createFakeKeyWrapper(
  draw: (count: number) => Uint8Array = randomBytes,
): FakeKeyWrapper {
  const keks = new Map<string, (Uint8Array | undefined)[]>();
  const calls = { wrap: 0, unwrap: 0 };
  const versionsOf = (kek: string): (Uint8Array | undefined)[] => {
    const versions = keks.get(kek) ?? [draw(32)];
    keks.set(kek, versions);
    return versions;
  };
  const versionOf = (kek: string, version: number): Uint8Array => {
    const key = versionsOf(kek)[version - 1];
    if (key === undefined) throw new KeyVersionUnusable('destroyed');
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
    rotate: (kek) => void versionsOf(kek).push(draw(32)),
    async standing(kek) {
      checkState();
      const numbers = versionsOf(kek).flatMap((key, at) => (key === undefined ? [] : at + 1));
      return { primary: versionsOf(kek).length, numbers };
    },
    async scheduleDestruction(kek, version) {
      checkState();
      fake.destroy(kek, version);
    },
    destroy: (kek, version) => {
      versionsOf(kek)[version - 1] = undefined;
    },
    async wrap(kek, secret, aad) {
      calls.wrap += 1;
      checkState();
      const nonce = draw(12);
      const kekVersion = versionsOf(kek).length;
      const cipher = createCipheriv('aes-256-gcm', versionOf(kek, kekVersion), nonce).setAAD(aad);
      const sealed = [cipher.update(secret), cipher.final(), cipher.getAuthTag()];
      const wrapped = Buffer.concat([Uint8Array.of(kekVersion), nonce, ...sealed]);
      return Object.assign(wrapped, { kekVersion });
    },
    async unwrap(kek, wrapped, aad) {
      calls.unwrap += 1;
      checkState();
      const version = wrapped[0] ?? 0;
      const isVersion = version >= 1 && version <= versionsOf(kek).length;
      if (!isVersion) throw new WrappedKeyDamaged('the secret cannot be unwrapped');
      const key = versionOf(kek, version);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(1, 13));
        decipher.setAAD(aad).setAuthTag(wrapped.subarray(-16));
        return Buffer.concat([decipher.update(wrapped.subarray(13, -16)), decipher.final()]);
      } catch {
        throw new WrappedKeyDamaged('the secret cannot be unwrapped');
      }
    },
  };
  return fake;
}
