import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { DataKey } from '../../data-key.ts';
import { DecryptionError } from '../../decryption-error.ts';
import { KeyDenied } from '../../key-wrapper.ts';
import type { Bucket } from '../../make-data-key.ts';
import type { DataKeyDirectory } from './data-key-directory.ts';

type Cached = {
  readonly category: string;
  readonly key: DataKey;
  readonly loadedAt: Instant;
  checkedAt: Instant;
  /** Whether it was retired when it was last looked up: then new data takes another key. */
  isRetired?: boolean;
};

export type KeyringLimits = {
  /** Most keys held in memory. */
  readonly keys: number;
  /**
   * A key is unwrapped again after this long. This is also how long a cached key outlives an
   * outage of the key service.
   */
  readonly ageMicros: Instant;
  /** A key is looked up again after this long, so that a destroyed one stops working everywhere. */
  readonly checkMicros: Instant;
};

export const keyringLimits: KeyringLimits = {
  keys: 2_000,
  ageMicros: 3_600_000_000,
  checkMicros: 30_000_000,
};

/** Clocks are often corrected by less than this. */
const clockToleranceMicros = microsPerSecond;

/** Data keys in memory. */
export type Keyring = {
  /** The key that seals what expires in the bucket. @throws KeyServiceUnavailable, KeyDenied */
  keyToSeal(bucket: Bucket): Promise<DataKey>;
  /** Forgets every key. The keyring also does this when the clock goes back. */
  forget(): void;
  /** The key that opens what names it. @throws DecryptionError when it is gone, KeyServiceUnavailable, KeyDenied */
  keyToOpen(tenant: string, category: string, keyId: string): Promise<DataKey>;
};

/**
 * Caches data keys, bounded in count and age. Callers who ask at once share one call. Each key is
 * checked against its document every {@link KeyringLimits.checkMicros}. The whole cache is dropped
 * when the clock goes back by more than a second. A category's keys are dropped when the key
 * service refuses one of them.
 */
export function createKeyring(deps: {
  readonly directory: DataKeyDirectory;
  readonly now: () => Instant;
  readonly limits: KeyringLimits;
}): Keyring {
  const { directory, limits } = deps;
  const keys = new BoundedMap<string, Cached>(limits.keys);
  const sealing = new BoundedMap<string, string>(limits.keys);
  const flight = createSingleFlight<DataKey>();
  let latest: Instant = 0;

  function now(): Instant {
    const instant = deps.now();
    if (instant < latest - clockToleranceMicros) forget();
    latest = instant < latest - clockToleranceMicros ? instant : Math.max(latest, instant);
    return instant;
  }

  function forget(): void {
    keys.clear();
    sealing.clear();
  }

  const nameOf = (tenant: string, category: string, keyId: string) =>
    `${tenant}|${category}|${keyId}`;

  /**
   * `askedAt` is a moment before the key was read, because the key may be deleted before it is
   * unwrapped.
   */
  function keep(tenant: string, category: string, key: DataKey, askedAt: Instant): DataKey {
    const instant = Math.min(askedAt, now());
    const cached = { category, key, loadedAt: instant, checkedAt: instant };
    keys.set(nameOf(tenant, category, key.id), cached);
    return key;
  }

  /**
   * A refusal concerns every key under the same key-encryption key, so all of them are dropped at
   * once.
   */
  async function forgetIfDenied<T>(category: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof KeyDenied) keys.deleteWhere((cached) => cached.category === category);
      throw error;
    }
  }

  async function load(tenant: string, category: string, keyId: string): Promise<DataKey> {
    const name = nameOf(tenant, category, keyId);
    const askedAt = now();
    const key = await forgetIfDenied(category, directory.load(tenant, category, keyId));
    if (key !== undefined) return keep(tenant, category, key, askedAt);
    keys.delete(name);
    throw new DecryptionError();
  }

  async function check(tenant: string, category: string, cached: Cached): Promise<DataKey> {
    const askedAt = now();
    const state = await directory.exists(tenant, cached.key.id);
    if (state !== undefined) {
      cached.isRetired = state === 'retired';
      cached.checkedAt = Math.min(askedAt, now());
      return cached.key;
    }
    keys.delete(nameOf(tenant, category, cached.key.id));
    throw new DecryptionError();
  }

  async function keyToOpen(tenant: string, category: string, keyId: string): Promise<DataKey> {
    const instant = now();
    const name = nameOf(tenant, category, keyId);
    const cached = keys.get(name);
    if (cached === undefined || instant - cached.loadedAt >= limits.ageMicros)
      return flight(`load ${name}`, () => load(tenant, category, keyId));
    if (instant - cached.checkedAt < limits.checkMicros) return cached.key;
    return flight(`check ${name}`, () => check(tenant, category, cached));
  }

  async function obtain(bucket: Bucket, bucketName: string): Promise<DataKey> {
    const askedAt = now();
    const key = await forgetIfDenied(bucket.category, directory.obtain(bucket));
    sealing.set(bucketName, key.id);
    return keep(bucket.tenant, bucket.category, key, askedAt);
  }

  return {
    forget,
    keyToOpen,
    async keyToSeal(bucket) {
      now();
      const { tenant, category, end, use = '' } = bucket;
      const bucketName = nameOf(tenant, category, `${use}.${end}`);
      const keyId = sealing.get(bucketName);
      if (keyId !== undefined) {
        try {
          const key = await keyToOpen(tenant, category, keyId);
          if (keys.get(nameOf(tenant, category, keyId))?.isRetired !== true) return key;
        } catch (error) {
          if (!(error instanceof DecryptionError)) throw error;
        }
        sealing.delete(bucketName);
      }
      return flight(`obtain ${bucketName}`, () => obtain(bucket, bucketName));
    },
  };
}
