import { createHmac } from 'node:crypto';
import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { type LookupForm, lookupKey } from '../../normalise.ts';
import type { LookupSecret } from './lookup-secrets.ts';

const cachedHashes = 20_000;

/**
 * Calculates keyed hashes, by which records are found. So personal values need not be stored
 * unencrypted.
 */
export type Lookup = {
  /**
   * Returns `bcrypt(base64(HMAC-SHA-256(pepper, field | normalised value)), tenant's salt)`. Equal
   * values of the same field and tenant have the same hash. Without the pepper nobody can check a
   * guess. With the pepper a guess takes about 100 ms at cost 11. The event loop is not blocked.
   */
  hash(tenant: string, field: string, form: LookupForm, value: string): Promise<string>;
  /**
   * Returns the HMAC-SHA-256 with the tenant's pepper, in hex. It is, for example, the id of a
   * uniqueness mark or idempotency mark. Equal parts give different results for different values of
   * `label`. The parts are joined so that two different lists never give the same text.
   */
  mark(tenant: string, label: string, parts: readonly string[]): Promise<string>;
};

export function createLookup(deps: {
  readonly secretOf: (tenant: string) => Promise<LookupSecret>;
  /** `bcrypt.hash`. It is passed as an argument, because it is native code. */
  readonly bcrypt: (text: string, salt: string) => Promise<string>;
}): Lookup {
  const cache = new BoundedMap<string, Promise<string>>(cachedHashes);

  return {
    async hash(tenant, field, form, value) {
      const [{ pepper, salt }, key] = await Promise.all([
        deps.secretOf(tenant),
        lookupKey(form, value),
      ]);
      const text = `${field}|${key}`;
      const hmac = createHmac('sha256', pepper).update(text, 'utf8').digest('base64');
      const cached = cache.get(hmac);
      if (cached !== undefined) return cached;
      const hash = deps.bcrypt(hmac, salt);
      cache.set(hmac, hash);
      hash.catch(() => cache.delete(hmac));
      return hash;
    },
    async mark(tenant, label, parts) {
      const { pepper } = await deps.secretOf(tenant);
      const text = JSON.stringify([label, ...parts]);
      return createHmac('sha256', pepper).update(text, 'utf8').digest('hex');
    },
  };
}
