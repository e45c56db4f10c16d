import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createReadThrough } from '#shared/base/cache/read-through.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatDay, type Instant } from '#shared/base/time/instant.ts';
import { createOrReplace, type Store, type StoredDocument } from '#shared/store/store.ts';
import { apiKeyPrefix, hashApiKey, tenantOfApiKey } from './api-key.ts';
import { apiKeys, apiKeyUses } from './collections.ts';

export type FoundApiKey = {
  readonly tenant: string;
  readonly prefix: string;
  readonly scopes: ReadonlySet<string>;
};

/** Finds a live API key. @throws Problem `credential-…` */
export type FindApiKey = (key: string) => Promise<FoundApiKey>;

type FindDeps = { readonly store: Store; readonly now: () => Instant };

/** How many keys a process remembers whose use it has noted. */
const notedKeysMax = 5_000;

/**
 * Notes the first use of a day. Each process reads once per key and day, and writes only if no
 * other process was faster.
 */
function createUseNotes({ store, now }: FindDeps) {
  const notedOn = new BoundedMap<string, string>(notedKeysMax);
  // A failure here refuses no request: the note is missing, and the next request tries again.
  return async (tenant: string, id: string): Promise<() => Promise<void>> => {
    const today = formatDay(now());
    const ref = { tenant, collection: apiKeyUses.id, id };
    const isNoted = notedOn.get(id) === today;
    const use = isNoted ? undefined : await store.get(ref).catch(() => undefined);
    return async () => {
      if (isNoted) return;
      if (use?.data['last_used_on'] !== today) {
        const write = createOrReplace(ref, { last_used_on: today }, use);
        // If another process was faster, the next read finds what it has noted.
        if (!(await isWritten(store.commit([write])))) return;
      }
      notedOn.set(id, today);
    };
  };
}

function isWritten(commit: Promise<unknown>): Promise<boolean> {
  return commit.then(
    () => true,
    () => false,
  );
}

/**
 * Finds API keys by their hash: one read, remembered for 5 s (unknown keys too), so that a revoked
 * key stops working everywhere within that time. The first use of a day is noted in another
 * document, because functions that find keys may not write them.
 */
export function createFindApiKey(deps: FindDeps): FindApiKey {
  const remember = createReadThrough<StoredDocument | undefined>(deps);
  const findUse = createUseNotes(deps);

  async function read(tenant: string, id: string): Promise<StoredDocument | undefined> {
    // Both reads run at once, because the first request of a day waits for both.
    const [document, noteUse] = await Promise.all([
      deps.store.get({ tenant, collection: apiKeys.id, id }),
      findUse(tenant, id),
    ]);
    if (document !== undefined && isUsable(document)) await noteUse();
    return document;
  }

  function isUsable({ data }: StoredDocument): boolean {
    const validUntil = data['valid_until'] as Instant | undefined;
    return (
      data['revoked_at'] === undefined && (validUntil === undefined || validUntil > deps.now())
    );
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
