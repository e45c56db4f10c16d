import { createReadThrough } from '#shared/base/cache/read-through.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import { apiKeyPrefix, hashApiKey, tenantOfApiKey } from './api-key.ts';
import { apiKeys } from './collections.ts';
import { createUseNotes } from './note-key-use.ts';

export type FoundApiKey = {
  readonly tenant: string;
  readonly prefix: string;
  readonly scopes: ReadonlySet<string>;
  /** Stores which scopes a request has used, before the answer is sent. It never fails. */
  readonly noteUse: (used: ReadonlySet<string>) => Promise<void>;
};

/** Finds an API key that is neither revoked nor expired. @throws Problem `credential-…` */
export type FindApiKey = (key: string) => Promise<FoundApiKey>;

type FindDeps = { readonly store: Store; readonly now: () => Instant };

/** The set of scopes of each cached document, so that each set is made only once. */
const madeScopes = new WeakMap<StoredDocument, ReadonlySet<string>>();

function scopesOf(document: StoredDocument): ReadonlySet<string> {
  const made = madeScopes.get(document) ?? new Set(document.data['scopes'] as string[]);
  madeScopes.set(document, made);
  return made;
}

/**
 * Finds API keys by their hash. It caches the result for 5 s, also for unknown keys. So a revoked
 * key stops working in every process within 5 s. Uses are noted in another document than the key,
 * because functions that find keys may not change keys.
 */
export function createFindApiKey(deps: FindDeps): FindApiKey {
  const remember = createReadThrough<StoredDocument | undefined>(deps);
  const notes = createUseNotes(deps);

  async function read(tenant: string, id: string): Promise<StoredDocument | undefined> {
    // The API key and its noted uses are read at the same time, because the first request of a day
    // needs both.
    const [document] = await Promise.all([
      deps.store.get({ tenant, collection: apiKeys.id, id }),
      notes.foresee(tenant, id),
    ]);
    return document;
  }

  function hasExpired({ data }: StoredDocument): boolean {
    const validUntil = data['valid_until'] as Instant | undefined;
    return validUntil !== undefined && validUntil <= deps.now();
  }

  return async (key) => {
    const tenant = tenantOfApiKey(key);
    if (tenant === undefined) throw new Problem('credential-malformed');
    const id = hashApiKey(key);
    const document = await remember(id, () => read(tenant, id));
    if (document === undefined) throw new Problem('credential-unknown');
    if (document.data['revoked_at'] !== undefined) throw new Problem('credential-revoked');
    if (hasExpired(document)) throw new Problem('credential-unknown');
    const scopes = scopesOf(document);
    const noteUse = async (used: ReadonlySet<string>) => notes.note(tenant, id, used);
    return { tenant, prefix: apiKeyPrefix(key), scopes, noteUse };
  };
}
