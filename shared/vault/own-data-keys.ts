import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import { type Instant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { type RunLater, repeatLater, runLater } from '#shared/base/time/run-later.ts';
import type { DocumentRef, Store } from '#shared/store/store.ts';
import type { DataKey } from './data-key.ts';
import { KeyDenied, KeyServiceUnavailable } from './key-wrapper.ts';
import { type Bucket, type MakeDataKeyDeps, makeDataKey } from './make-data-key.ts';

const keysMax = 2_000;
/** If the clock is set back by more than this time, all keys are dropped. */
const clockToleranceMicros = microsPerSecond;

export const ownKeyLimits = {
  /** A key encrypts for this time at most, even during an outage of the key service. */
  ageMicros: microsPerDay,
  /**
   * If the key service has accepted no call for this time, the process makes a test call before it
   * uses a key.
   */
  confirmMicros: 3_000 * microsPerSecond,
  /** If the key service has not answered, the process asks again after this time. */
  retryMicros: 60 * microsPerSecond,
  /**
   * Only for keys that operators may retire. Such a key may be used for this time after its
   * document was read. After this time the document is read again before the key is used.
   */
  checkMicros: 30 * microsPerSecond,
  /**
   * An unused key is dropped from memory after this time, or up to a quarter of this time later.
   */
  idleMicros: 3_600 * microsPerSecond,
} as const;

/**
 * Data keys that a process makes for its own use. They encrypt data that the process may write but
 * not read.
 */
export type OwnDataKeys = {
  /**
   * Returns the process's key for a bucket. A new key is made if no key is in memory, or if the key
   * is a day old. Making a key costs a call of the key service and a commit.
   * @throws KeyServiceUnavailable, KeyDenied
   */
  keyToSeal(bucket: Bucket): Promise<DataKey>;
};

export type OwnDataKeysDeps = MakeDataKeyDeps & {
  readonly store: Store;
  readonly runLater?: RunLater;
  /**
   * True if operators may retire these keys. Then the process reads the document of a key in use
   * every 30 s.
   */
  readonly areRetirable?: boolean;
};

type Cached = {
  readonly category: string;
  readonly key: DataKey;
  readonly ref: DocumentRef;
  readonly madeAt: Instant;
  checkedAt: Instant;
  usedAt: Instant;
};

/**
 * Makes data keys for this process. They are wrapped with a key with which the process may encrypt
 * but not decrypt. The keys are stored with all other data keys, and records contain the id of
 * their key. They are deleted like other keys: an hour after the end of their bucket, if no record
 * uses them any more. They have no pointer, so two processes never share a key. A key encrypts for
 * a day at most. While a process uses its keys, it checks every 50 minutes that the key service
 * accepts its calls. If the key service refuses, the process stops using its keys within an hour.
 * If operators may retire the keys, a retired key stops encrypting after 30 s at the latest. If the
 * clock is set back by more than a second, all keys are dropped.
 */
export function createOwnDataKeys(deps: OwnDataKeysDeps): OwnDataKeys {
  const keys = new BoundedMap<string, Cached>(keysMax);
  const flight = createSingleFlight<Cached>();
  const confirmation = createSingleFlight<void>();
  const checking = createSingleFlight<void>();
  /** The instant at which the key service last accepted a call with a category's key. */
  const confirmedAt = new Map<string, Instant>();
  let latest: Instant = 0;

  function now(): Instant {
    const instant = deps.now();
    const isSetBack = instant < latest - clockToleranceMicros;
    if (isSetBack) {
      keys.clear();
      confirmedAt.clear();
    }
    latest = isSetBack ? instant : Math.max(latest, instant);
    return instant;
  }

  const dropIdleLater = repeatLater(deps.runLater ?? runLater, ownKeyLimits.idleMicros / 4, () => {
    const instant = now();
    keys.deleteWhere(
      ({ usedAt, madeAt }) =>
        instant - usedAt >= ownKeyLimits.idleMicros || instant - madeAt >= ownKeyLimits.ageMicros,
    );
    return keys.size > 0;
  });

  /** Drops all keys of a category when the key service refuses the category's key. */
  async function heeding<T>(category: string, work: () => Promise<T>): Promise<T> {
    const askedAt = now();
    try {
      const done = await work();
      confirmedAt.set(category, askedAt);
      return done;
    } catch (error) {
      if (error instanceof KeyDenied) keys.deleteWhere((cached) => cached.category === category);
      throw error;
    }
  }

  /** Wraps a test value to find out whether the process may still encrypt. */
  async function confirm(category: string): Promise<void> {
    const probe = Buffer.from('probe', 'ascii');
    try {
      await heeding(category, () => deps.wrapper.wrap(category, probe, probe));
    } catch (error) {
      if (!(error instanceof KeyServiceUnavailable)) throw error;
      const { confirmMicros, retryMicros } = ownKeyLimits;
      confirmedAt.set(category, now() - confirmMicros + retryMicros);
    }
  }

  async function make(name: string, bucket: Bucket): Promise<Cached> {
    const madeAt = now();
    const { category } = bucket;
    const { key, ref, data } = await heeding(category, () => makeDataKey(deps, bucket));
    await deps.store.commit([{ kind: 'create', ref, data }]);
    const cached = { category, key, ref, madeAt, checkedAt: madeAt, usedAt: madeAt };
    keys.set(name, cached);
    dropIdleLater();
    return cached;
  }

  /** Reads the document of a key, and drops the key from memory if it was retired or deleted. */
  async function check(name: string, cached: Cached): Promise<void> {
    const askedAt = now();
    const found = await deps.store.get(cached.ref);
    const isUsable = found !== undefined && found.data['retired'] !== true;
    if (isUsable) cached.checkedAt = askedAt;
    else if (keys.get(name) === cached) keys.delete(name);
  }

  return {
    async keyToSeal(bucket) {
      const { tenant, category, end, use = '' } = bucket;
      const name = `${tenant}|${category}|${use}|${end}`;
      const isDue = now() - (confirmedAt.get(category) ?? 0) >= ownKeyLimits.confirmMicros;
      if (isDue && keys.get(name) !== undefined)
        await confirmation(category, () => confirm(category));
      const known = keys.get(name);
      const isOld = known !== undefined && now() - known.checkedAt >= ownKeyLimits.checkMicros;
      if (deps.areRetirable === true && isOld) await checking(name, () => check(name, known));
      const cached = keys.get(name);
      const instant = now();
      if (cached === undefined || instant - cached.madeAt >= ownKeyLimits.ageMicros)
        return (await flight(name, () => make(name, bucket))).key;
      cached.usedAt = instant;
      return cached.key;
    },
  };
}
