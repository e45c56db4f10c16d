import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { comparedAddress } from '#shared/base/addresses/person-address.ts';
import { createAgingMap } from '#shared/base/cache/aging-map.ts';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { platformTenant, type Store, WriteConflict } from '#shared/store/store.ts';
import { type KeyWrapper, wrappedFields } from '#shared/vault/key-wrapper.ts';
import { sessionsKek } from '../session/session-keys.ts';
import { personSecrets } from './collections.ts';

/**
 * Calculates the ids of people. An id is the same in every tenant, and does not reveal the email
 * address.
 */
export type PersonIds = {
  /**
   * The HMAC-SHA-256 of an email address in lower case, as hex.
   * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged
   */
  idOf(email: string): Promise<string>;
  /**
   * The HMAC-SHA-256 of a list of texts with a separate key, in hex. Two different lists are never
   * hashed as the same text.
   * @throws the errors of `idOf`
   */
  markOf(parts: readonly string[]): Promise<string>;
};

export type PersonIdsDeps = {
  readonly store: Store;
  readonly wrapper: KeyWrapper;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
};

const secretBytes = 32;
const cachedForMicros = 3_600 * microsPerSecond;
const ref = { tenant: platformTenant, collection: personSecrets.id, id: 'current' };
/**
 * Authenticated data (AAD) of the wrapped key. With it, the key can be unwrapped only for this use.
 */
export const personSecretAad: Uint8Array = Buffer.from('person', 'utf8');
/** The key of marks is made from the key for ids and this label. So a mark never equals an id. */
const marksLabel = 'idempotency marks';

/**
 * Calculates keyed hashes of people’s email addresses. The key of the hashes is random and belongs
 * to the platform. The KMS key `sessions` wraps this key, and every function that people use may
 * use that KMS key. So a function that only identifies people needs no access to the keys that find
 * records. If several processes create the key of the hashes at the same time, all get the same
 * key. A process caches the key for an hour.
 */
export function createPersonIds(deps: PersonIdsDeps): PersonIds {
  const { store, wrapper } = deps;
  const flight = createSingleFlight<KeyObject>();
  const cache = createAgingMap<KeyObject>({ size: 1, ageMicros: cachedForMicros, now: deps.now });

  /** Creates a key from bytes, and then overwrites the bytes. */
  function take(bytes: Uint8Array): KeyObject {
    const key = createSecretKey(bytes);
    bytes.fill(0);
    return key;
  }

  async function read(): Promise<KeyObject | undefined> {
    const document = await store.get(ref);
    if (document === undefined) return undefined;
    return take(
      await wrapper.unwrap(sessionsKek, document.data['wrapped'] as Uint8Array, personSecretAad),
    );
  }

  async function create(): Promise<KeyObject> {
    const secret = deps.randomBytes(secretBytes);
    try {
      const wrapped = await wrapper.wrap(sessionsKek, secret, personSecretAad);
      const data = { ...wrappedFields(wrapped), created_at: deps.now() };
      await store.commit([{ kind: 'create', ref, data }]);
      return take(secret);
    } finally {
      secret.fill(0);
    }
  }

  async function readOrCreate(): Promise<KeyObject> {
    const found = await read();
    if (found !== undefined) return found;
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof WriteConflict)) throw error;
    }
    const winner = await read();
    if (winner === undefined) throw new WriteConflict('the key of persons vanished');
    return winner;
  }

  async function currentKey(): Promise<KeyObject> {
    const cached = cache.get(ref.id);
    if (cached !== undefined) return cached;
    const loadedAt = deps.now();
    const key = await flight(ref.id, readOrCreate);
    cache.set(ref.id, key, loadedAt);
    return key;
  }

  return {
    async idOf(email) {
      const key = await currentKey();
      return createHmac('sha256', key).update(comparedAddress(email), 'utf8').digest('hex');
    },
    async markOf(parts) {
      const key = createHmac('sha256', await currentKey())
        .update(marksLabel, 'utf8')
        .digest();
      return createHmac('sha256', key).update(JSON.stringify(parts), 'utf8').digest('hex');
    },
  };
}
