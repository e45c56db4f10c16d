import { createSecretKey, type KeyObject } from 'node:crypto';
import { createAgingMap } from '#shared/base/cache/aging-map.ts';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { RunLater } from '#shared/base/time/run-later.ts';
import { type Store, WriteConflict } from '#shared/store/store.ts';
import { lookupSecrets } from '../../collections.ts';
import { type KeyWrapper, wrappedFields } from '../../key-wrapper.ts';
import { currentRules } from '../../lookup-rules.ts';

/**
 * A tenant's secrets for lookup hashes. The pepper is the key of the HMAC. All bcrypt hashes of the
 * tenant use the same salt, which includes the cost.
 */
export type LookupSecret = { readonly pepper: KeyObject; readonly salt: string };

const kek = 'lookup_secrets';
const pepperBytes = 32;
const saltBytes = 16;
const cachedTenants = 1_000;
const cachedForMicros = 3_600_000_000;

/** The additional data that binds wrapped lookup secrets to their tenant. */
export function lookupAad(tenant: string): Uint8Array {
  return Buffer.from(`lookup|${tenant}`, 'utf8');
}

export type LookupSecretsDeps = {
  readonly store: Store;
  readonly wrapper: KeyWrapper;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  /** The bcrypt cost for new tenants. It never changes for an existing tenant. */
  readonly cost: number;
  readonly runLater?: RunLater;
};

/**
 * Encodes bytes in bcrypt's own base64, which has another alphabet and no padding (crypt_blowfish,
 * `BF_itoa64`). The library's `genSalt` draws its own random bytes. This function gets the bytes as
 * an argument, so that a run can be repeated with the same bytes.
 */
function bcryptBase64(bytes: Uint8Array): string {
  const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const own = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const text = Buffer.from(bytes).toString('base64').replaceAll('=', '');
  return [...text].map((letter) => own[standard.indexOf(letter)]).join('');
}

/** Reads the secrets from bytes, and then overwrites the bytes. */
function decode(bytes: Uint8Array): LookupSecret {
  const salt = Buffer.from(bytes.subarray(pepperBytes)).toString('latin1');
  const pepper = createSecretKey(bytes.subarray(0, pepperBytes));
  bytes.fill(0);
  return { pepper, salt };
}

/**
 * Makes the function that reads a tenant's lookup secrets, and creates them if there are none. New
 * secrets are random, and are wrapped with the KEK `lookup_secrets`. Processes that create them at
 * the same time get the same secrets. The versions of the rules and of the numbering plans are
 * stored with the secrets. The secrets are cached for an hour. Then a timer drops them from memory.
 */
export function createLookupSecrets(
  deps: LookupSecretsDeps,
): (tenant: string) => Promise<LookupSecret> {
  const { store, wrapper } = deps;
  const cache = createAgingMap<LookupSecret>({
    size: cachedTenants,
    ageMicros: cachedForMicros,
    now: deps.now,
    runLater: deps.runLater,
  });
  const flight = createSingleFlight<LookupSecret>();
  const refOf = (tenant: string) => ({ tenant, collection: lookupSecrets.id, id: 'current' });

  async function read(tenant: string): Promise<LookupSecret | undefined> {
    const document = await store.get(refOf(tenant));
    if (document === undefined) return undefined;
    const wrapped = document.data['wrapped'] as Uint8Array;
    return decode(await wrapper.unwrap(kek, wrapped, lookupAad(tenant)));
  }

  async function create(tenant: string): Promise<LookupSecret> {
    const cost = String(deps.cost).padStart(2, '0');
    const salt = `$2b$${cost}$${bcryptBase64(deps.randomBytes(saltBytes))}`;
    const pepper = deps.randomBytes(pepperBytes);
    const secret = Buffer.concat([pepper, Buffer.from(salt, 'latin1')]);
    pepper.fill(0);
    try {
      const wrapped = await wrapper.wrap(kek, secret, lookupAad(tenant));
      const data = {
        ...wrappedFields(wrapped),
        created_at: deps.now(),
        ...currentRules,
      };
      await store.commit([{ kind: 'create', ref: refOf(tenant), data }]);
      return decode(secret);
    } finally {
      secret.fill(0);
    }
  }

  async function readOrCreate(tenant: string): Promise<LookupSecret> {
    const found = await read(tenant);
    if (found !== undefined) return found;
    try {
      return await create(tenant);
    } catch (error) {
      if (!(error instanceof WriteConflict)) throw error;
    }
    const winner = await read(tenant);
    if (winner === undefined) throw new WriteConflict('the lookup secrets were deleted meanwhile');
    return winner;
  }

  return async (tenant) => {
    const cached = cache.get(tenant);
    if (cached !== undefined) return cached;
    const secret = await flight(tenant, () => readOrCreate(tenant));
    cache.set(tenant, secret, deps.now());
    return secret;
  };
}
