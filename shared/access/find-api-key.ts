import { createReadThrough } from '#shared/base/cache/read-through.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatDay, type Instant } from '#shared/base/time/instant.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import { apiKeyPrefix, hashApiKey, tenantOfApiKey } from './api-key.ts';
import { apiKeys } from './collections.ts';

export type FoundApiKey = {
  readonly tenant: string;
  readonly prefix: string;
  readonly scopes: ReadonlySet<string>;
};

/** Finds a live API key. @throws Problem `credential-…` */
export type FindApiKey = (key: string) => Promise<FoundApiKey>;

/**
 * Finds API keys by their hash: one read, remembered for 5 s (unknown keys too), so that a revoked key stops
 * working everywhere within that time. The first use of a day is noted with the key.
 */
export function createFindApiKey(deps: {
  readonly store: Store;
  readonly now: () => Instant;
}): FindApiKey {
  const remember = createReadThrough<StoredDocument | undefined>(deps);

  async function read(tenant: string, id: string): Promise<StoredDocument | undefined> {
    const document = await deps.store.get({ tenant, collection: apiKeys.id, id });
    if (document !== undefined && isUsable(document)) await noteUse(document);
    return document;
  }

  function isUsable({ data }: StoredDocument): boolean {
    const validUntil = data['valid_until'] as Instant | undefined;
    return (
      data['revoked_at'] === undefined && (validUntil === undefined || validUntil > deps.now())
    );
  }

  /** Best effort: another process may note it too, and a failure must not refuse the request. */
  async function noteUse({ ref, data, version }: StoredDocument): Promise<void> {
    const today = formatDay(deps.now());
    if (data['last_used_on'] === today) return;
    const noted = { ...data, last_used_on: today };
    await deps.store.commit([{ kind: 'replace', ref, data: noted, version }]).catch(() => {});
  }

  return async (key) => {
    const tenant = tenantOfApiKey(key);
    if (tenant === undefined) throw new Problem('credential-malformed');
    const id = hashApiKey(key);
    const document = await remember(id, () => read(tenant, id));
    if (document === undefined) throw new Problem('credential-unknown');
    if (document.data['revoked_at'] !== undefined) throw new Problem('credential-revoked');
    if (!isUsable(document)) throw new Problem('credential-unknown');
    const scopes = new Set(document.data['scopes'] as string[]);
    return { tenant, prefix: apiKeyPrefix(key), scopes };
  };
}
