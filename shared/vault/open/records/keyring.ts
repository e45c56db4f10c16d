import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { type RunLater, repeatLater, runLater } from '#shared/base/time/run-later.ts';
import type { DocumentData } from '#shared/store/store.ts';
import type { DataKey } from '../../data-key.ts';
import { DecryptionError } from '../../decryption-error.ts';
import { KeyDenied, KeyVersionUnusable, WrappedKeyDamaged } from '../../key-wrapper.ts';
import type { Bucket, DataKeyOwner } from '../../make-data-key.ts';
import type { DataKeyDirectory, LoadedKey } from './data-key-directory.ts';

type Cached = {
  readonly category: string;
  readonly key: DataKey;
  readonly loadedAt: Instant;
  checkedAt: Instant;
  usedAt: Instant;
  isRetired: boolean;
};

export type KeyringLimits = {
  /** The maximum number of keys in memory. */
  readonly keys: number;
  /**
   * The maximum age of a cached key. An older key is unwrapped again before it is used. So during
   * an outage of the key service, a cached key works until it has this age.
   */
  readonly ageMicros: Instant;
  /**
   * After a key's document was read, the cached key may be used for this time. After this time the
   * document is read again before the key is used. So a destroyed key stops working in every
   * process.
   */
  readonly checkMicros: Instant;
  /**
   * An unused key is dropped from memory after this time, or up to a quarter of this time later.
   */
  readonly idleMicros: Instant;
};

export const keyringLimits: KeyringLimits = {
  keys: 2_000,
  ageMicros: 3_600_000_000,
  checkMicros: 30_000_000,
  idleMicros: 900_000_000,
};

/** If the clock is set back by more than this time, all keys are dropped. */
const clockToleranceMicros = microsPerSecond;

/** Data keys in memory. */
export type Keyring = {
  /**
   * Returns the key that encrypts data of the bucket.
   * @throws KeyServiceUnavailable, KeyDenied, WriteConflict
   */
  keyToSeal(bucket: Bucket): Promise<DataKey>;
  /** Drops every key. The keyring also does this when the clock is set back. */
  forget(): void;
  /**
   * Returns the key that encrypted a document. The document contains the key's id in `dek`.
   * @throws DecryptionError when the key is deleted or damaged, or when the document's expiry is
   * after the end of the key's bucket; KeyServiceUnavailable, KeyDenied
   */
  keyToOpen(tenant: string, category: string, data: DocumentData): Promise<DataKey>;
};

/**
 * Refuses a document whose expiry is after the end of its key's bucket.
 * @throws DecryptionError
 */
export function requireInBucket(key: DataKey, { expires_at: expiresAt }: DocumentData): void {
  if (expiresAt !== undefined && !((expiresAt as Instant) <= key.bucketEnd))
    throw new DecryptionError();
}

export type KeyringDeps = {
  readonly directory: DataKeyDirectory;
  readonly now: () => Instant;
  readonly limits: KeyringLimits;
  readonly runLater?: RunLater;
  /**
   * Called for each wrapped key that is damaged or does not fit its document, so that operators can
   * learn of the problem.
   */
  readonly onDamaged?: (owner: DataKeyOwner) => void;
};

/**
 * Caches data keys, limited in number and age. Callers that need the same key at the same time
 * share one call. The document of a key in use is read again every {@link
 * KeyringLimits.checkMicros}. If the clock is set back by more than a second, all keys are dropped.
 * If the key service refuses a key of a category, all keys of this category are dropped (for an
 * exception see `heed`).
 */
export function createKeyring(deps: KeyringDeps): Keyring {
  const { directory, limits } = deps;
  const keys = new BoundedMap<string, Cached>(limits.keys);
  const sealing = new BoundedMap<string, string>(limits.keys);
  /**
   * Data keys that the key service did not unwrap because it refused the version that wrapped them.
   * An entry with an empty id means that it refused to wrap a new data key.
   */
  const refused = new BoundedMap<string, true>(limits.keys);
  const flight = createSingleFlight<Cached>();
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
    refused.clear();
  }

  const nameOf = (tenant: string, category: string, keyId: string) =>
    `${tenant}|${category}|${keyId}`;

  /** The timer that drops keys. It runs as long as keys are in memory, even without callers. */
  const dropIdleLater = repeatLater(deps.runLater ?? runLater, limits.idleMicros / 4, () => {
    const instant = now();
    keys.deleteWhere(
      ({ usedAt, loadedAt }) =>
        instant - usedAt >= limits.idleMicros || instant - loadedAt >= limits.ageMicros,
    );
    return keys.size > 0;
  });

  /**
   * Puts a key into the cache. Its age counts from `askedAt`, an instant before the key was read,
   * because the key may be deleted between the read and the unwrapping.
   */
  function keep(
    { tenant, category }: Pick<Bucket, 'tenant' | 'category'>,
    { key, state }: LoadedKey,
    askedAt: Instant,
  ): Cached {
    const usedAt = now();
    const instant = Math.min(askedAt, usedAt);
    const cached = {
      category,
      key,
      loadedAt: instant,
      checkedAt: instant,
      usedAt,
      isRetired: state === 'retired',
    };
    const name = nameOf(tenant, category, key.id);
    keys.set(name, cached);
    refused.delete(name);
    dropIdleLater();
    return cached;
  }

  /**
   * A refusal may concern every data key that the same key-encryption key wrapped, so all these
   * data keys are dropped together. There is one exception: the key service may refuse only a
   * version of the key-encryption key. Then the first refusal also drops all data keys. If it
   * refuses the same data key again for this reason, only this data key is dropped.
   */
  function heed(owner: DataKeyOwner, error: unknown): void {
    const name = nameOf(owner.tenant, owner.category, owner.id);
    if (error instanceof WrappedKeyDamaged) deps.onDamaged?.(owner);
    if (!(error instanceof KeyDenied)) return;
    const isKnown = error instanceof KeyVersionUnusable && refused.get(name) === true;
    if (!isKnown) keys.deleteWhere(({ category }) => category === owner.category);
    keys.delete(name);
    if (error instanceof KeyVersionUnusable) refused.set(name, true);
  }

  async function load(owner: DataKeyOwner): Promise<Cached> {
    const { tenant, category, id } = owner;
    const askedAt = now();
    let loaded: LoadedKey | undefined;
    try {
      loaded = await directory.load(tenant, category, id);
    } catch (error) {
      heed(owner, error);
      if (!(error instanceof WrappedKeyDamaged)) throw error;
    }
    if (loaded !== undefined) return keep(owner, loaded, askedAt);
    keys.delete(nameOf(tenant, category, id));
    throw new DecryptionError();
  }

  async function check(tenant: string, category: string, cached: Cached): Promise<Cached> {
    const askedAt = now();
    const state = await directory.stateOf(tenant, cached.key.id);
    if (state === undefined) {
      keys.delete(nameOf(tenant, category, cached.key.id));
      throw new DecryptionError();
    }
    cached.checkedAt = Math.min(askedAt, now());
    cached.isRetired = state === 'retired';
    return cached;
  }

  async function find(tenant: string, category: string, id: string): Promise<Cached> {
    const instant = now();
    const name = nameOf(tenant, category, id);
    const cached = keys.get(name);
    if (cached === undefined || instant - cached.loadedAt >= limits.ageMicros)
      return flight(`load ${name}`, () => load({ tenant, category, id }));
    cached.usedAt = instant;
    if (instant - cached.checkedAt < limits.checkMicros) return cached;
    return flight(`check ${name}`, () => check(tenant, category, cached));
  }

  async function obtain(bucket: Bucket, bucketName: string): Promise<Cached> {
    const { tenant, category } = bucket;
    const askedAt = now();
    const passOver = (id: string, error: unknown) => heed({ tenant, category, id }, error);
    try {
      const key = await directory.obtain(bucket, passOver);
      sealing.set(bucketName, key.id);
      return keep(bucket, { key, state: 'usable' }, askedAt);
    } catch (error) {
      passOver('', error);
      throw error;
    }
  }

  /**
   * The key with which this process last encrypted data of the bucket. If the key is not cached any
   * more, it is loaded again. Undefined if the process remembers no key, or if the key cannot
   * encrypt any more, for example because it is retired or deleted.
   */
  async function known(bucket: Bucket, bucketName: string): Promise<DataKey | undefined> {
    const keyId = sealing.get(bucketName);
    if (keyId === undefined) return undefined;
    try {
      const { key, isRetired } = await find(bucket.tenant, bucket.category, keyId);
      if (!isRetired) return key;
    } catch (error) {
      const isSpent = error instanceof DecryptionError || error instanceof KeyVersionUnusable;
      if (!isSpent) throw error;
    }
    sealing.delete(bucketName);
    return undefined;
  }

  return {
    forget,
    async keyToOpen(tenant, category, data) {
      const { key } = await find(tenant, category, String(data['dek']));
      requireInBucket(key, data);
      return key;
    },
    async keyToSeal(bucket) {
      now();
      const { tenant, category, end, use = '' } = bucket;
      const bucketName = nameOf(tenant, category, `${use}.${end}`);
      const key = await known(bucket, bucketName);
      if (key !== undefined) return key;
      return (await flight(`obtain ${bucketName}`, () => obtain(bucket, bucketName))).key;
    },
  };
}
