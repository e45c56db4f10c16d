import { hkdfSync } from 'node:crypto';
import { createAgingMap } from '#shared/base/cache/aging-map.ts';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import { type Instant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isUnexpired } from '#shared/store/live.ts';
import { platformTenant, type Store, WriteConflict } from '#shared/store/store.ts';
import { type KeyWrapper, wrappedFields } from '#shared/vault/key-wrapper.ts';
import { sessionKeys } from './collections.ts';
import { absoluteMicros } from './session-times.ts';

/**
 * The key of Cloud KMS that wraps the daily secrets of sessions. It also wraps the key for people's
 * ids.
 */
export const sessionsKek = 'sessions';
const secretBytes = 32;
/**
 * The last session of a day ends 12 hours after the end of the day. The day's key is kept for
 * another hour.
 */
const graceMicros = 3_600 * microsPerSecond;
const cachedForMicros = 3_600 * microsPerSecond;
/** The time for which a process caches that a day has no key. */
const absentForMicros = 5 * microsPerSecond;

/** The keys of one day (UTC), derived from one secret (HKDF, RFC 5869). */
export type SessionKey = {
  readonly day: string;
  /** The key that encrypts cookies (AES-256-GCM). */
  readonly cookie: Uint8Array;
  /** The key for the hashes of persons. */
  readonly person: Uint8Array;
};

export type SessionKeys = {
  /**
   * Returns today’s key, and creates it if it is missing.
   * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged
   */
  current(): Promise<SessionKey>;
  /**
   * Finds the key of yesterday, today or tomorrow. Undefined for any other day, and if the day has
   * no key.
   * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged
   */
  find(day: string): Promise<SessionKey | undefined>;
  /**
   * Returns the keys of yesterday, today and tomorrow that exist now. A key that another process
   * has just made is among them.
   * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged
   */
  existing(): Promise<readonly SessionKey[]>;
};

export type SessionKeysDeps = {
  readonly store: Store;
  readonly wrapper: KeyWrapper;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
};

/**
 * Authenticated data (AAD) of a wrapped secret. With it, the secret can be unwrapped only for its
 * own day.
 */
export function sessionKeyAad(day: string): Uint8Array {
  return Buffer.from(`session|${day}`, 'utf8');
}

/** The day of an instant. It is the id of the day's key. */
export function dayOf(instant: Instant): string {
  return new Date(Math.floor(instant / 1_000)).toISOString().slice(0, 10);
}

/**
 * Yesterday, today and tomorrow. A process whose clock is ahead may have made the key of tomorrow.
 */
function daysAround(now: Instant): string[] {
  return [now - microsPerDay, now, now + microsPerDay].map(dayOf);
}

/** Derives a day's keys from its secret, and then overwrites the secret. */
function derive(day: string, secret: Uint8Array): SessionKey {
  const key = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', secret, '', `mayfly session ${purpose}`, secretBytes));
  const keys = { day, cookie: key('cookie'), person: key('person') };
  secret.fill(0);
  return keys;
}

/**
 * The keys of sessions. Each day has one random secret, which is stored wrapped by the KMS key
 * `sessions`. Keys are derived from the secret, and a process caches these keys for an hour. If
 * several processes create the secret at the same time, all get the same secret.
 *
 * Only the keys of yesterday, today and tomorrow are read, so a cookie with an invented day costs
 * no read.
 */
export function createSessionKeys(deps: SessionKeysDeps): SessionKeys {
  const { store, wrapper } = deps;
  type Cached = { readonly key: SessionKey | undefined; readonly loadedAt: Instant };
  const cache = createAgingMap<Cached>({ size: 8, ageMicros: cachedForMicros, now: deps.now });
  const flight = createSingleFlight<SessionKey | undefined>();
  const refOf = (day: string) => ({ tenant: platformTenant, collection: sessionKeys.id, id: day });

  async function read(day: string): Promise<SessionKey | undefined> {
    const document = await store.get(refOf(day));
    if (!isUnexpired(document, deps.now())) return undefined;
    const wrapped = document.data['wrapped'] as Uint8Array;
    return derive(day, await wrapper.unwrap(sessionsKek, wrapped, sessionKeyAad(day)));
  }

  async function create(day: string): Promise<SessionKey> {
    const secret = deps.randomBytes(secretBytes);
    try {
      const wrapped = await wrapper.wrap(sessionsKek, secret, sessionKeyAad(day));
      const end = Date.parse(day) * 1_000 + microsPerDay;
      const data = {
        ...wrappedFields(wrapped),
        created_at: deps.now(),
        expires_at: end + absoluteMicros + graceMicros,
        purge_shard: purgeShard(day, deps.purgeShards),
      };
      await store.commit([{ kind: 'create', ref: refOf(day), data }]);
      return derive(day, secret);
    } finally {
      secret.fill(0);
    }
  }

  async function readOrCreate(day: string): Promise<SessionKey> {
    const found = await read(day);
    if (found !== undefined) return found;
    try {
      return await create(day);
    } catch (error) {
      if (!(error instanceof WriteConflict)) throw error;
    }
    const winner = await read(day);
    if (winner === undefined) throw new WriteConflict('the session key vanished');
    return winner;
  }

  async function load(name: string, day: string, work: (day: string) => Promise<Cached['key']>) {
    const loadedAt = deps.now();
    const key = await flight(`${name} ${day}`, () => work(day));
    cache.set(day, { key, loadedAt }, loadedAt);
    return key;
  }

  function cached(day: string): Cached | undefined {
    const found = cache.get(day);
    if (found === undefined) return undefined;
    const isKept = found.key !== undefined || deps.now() - found.loadedAt < absentForMicros;
    return isKept ? found : undefined;
  }

  return {
    async current() {
      const day = dayOf(deps.now());
      const key = cached(day)?.key ?? (await load('obtain', day, readOrCreate));
      if (key === undefined) throw new WriteConflict('the session key vanished');
      return key;
    },
    async find(day) {
      if (!daysAround(deps.now()).includes(day)) return undefined;
      const found = cached(day);
      return found === undefined ? load('find', day, read) : found.key;
    },
    async existing() {
      // If the cache says that a key is missing, the key is read again. Another process may have
      // made this key meanwhile.
      const keyOf = async (day: string) => cached(day)?.key ?? read(day);
      const keys = await Promise.all(daysAround(deps.now()).map(keyOf));
      return keys.filter((key) => key !== undefined);
    },
  };
}
