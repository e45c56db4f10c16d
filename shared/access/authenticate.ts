import { BoundedMap } from '../cache/bounded-map.ts';
import { createSingleFlight } from '../cache/single-flight.ts';
import { Problem } from '../problems/problem.ts';
import type { Caller } from '../records/context.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { type Instant, microsPerSecond } from '../time/instant.ts';
import { hashApiKey, tenantOfApiKey } from './api-key.ts';
import { apiKeys } from './collections.ts';

const cachedForMicros = 5 * microsPerSecond;
const cachedKeys = 5_000;

/** Finds out who calls. @throws Problem `credential-…` */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

type Cached = { readonly document: StoredDocument | undefined; readonly readAt: Instant };

/**
 * Authenticates by API key: one read, remembered for 5 s (unknown keys too), so that a revoked key stops
 * working everywhere within that time.
 */
export function createAuthenticate(deps: {
  readonly store: Store;
  readonly now: () => Instant;
}): Authenticate {
  const cache = new BoundedMap<string, Cached>(cachedKeys);
  const flight = createSingleFlight<Cached>();

  async function find(tenant: string, id: string): Promise<Cached> {
    const cached = cache.get(id);
    const age = cached === undefined ? -1 : deps.now() - cached.readAt;
    if (cached !== undefined && age >= 0 && age < cachedForMicros) return cached;
    return flight(id, async () => {
      const readAt = deps.now();
      const document = await deps.store.get({ tenant, collection: apiKeys.id, id });
      const read = { document, readAt };
      cache.set(id, read);
      return read;
    });
  }

  return async (authorization) => {
    if (authorization === undefined) throw new Problem('credential-missing');
    const key = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1];
    const tenant = key === undefined ? undefined : tenantOfApiKey(key);
    if (key === undefined || tenant === undefined) throw new Problem('credential-malformed');
    const { document } = await find(tenant, hashApiKey(key));
    const validUntil = document?.data['valid_until'] as Instant | undefined;
    if (document === undefined || (validUntil !== undefined && validUntil <= deps.now()))
      throw new Problem('credential-unknown');
    if (document.data['revoked_at'] !== undefined) throw new Problem('credential-revoked');
    return { tenant, scopes: new Set(document.data['scopes'] as string[]) };
  };
}
