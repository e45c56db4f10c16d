import { createHmac } from 'node:crypto';
import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { type LookupForm, lookupKey } from '../../normalise.ts';
import type { LookupSecret } from './lookup-secrets.ts';

const cachedHashes = 20_000;

/** Finds records by a personal value without storing the value. */
export type Lookup = {
  /**
   * `bcrypt(base64(HMAC-SHA-256(pepper, field | normalised value)), tenant's salt)`: equal for
   * equal values of one tenant. Without the pepper nobody can guess values; with it a guess costs
   * about 100 ms at cost 11. It runs beside the event loop.
   */
  hash(tenant: string, field: string, form: LookupForm, value: string): Promise<string>;
  /**
   * HMAC-SHA-256 under the tenant's pepper, in hex: the id of a uniqueness or idempotency mark.
   * `label` separates uses; the parts are joined so that two different lists never give the same
   * text.
   */
  mark(tenant: string, label: string, parts: readonly string[]): Promise<string>;
};

export function createLookup(deps: {
  readonly secretOf: (tenant: string) => Promise<LookupSecret>;
  /** `bcrypt.hash`, injected because it is native. */
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
