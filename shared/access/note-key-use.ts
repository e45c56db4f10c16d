import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { formatDay, type Instant } from '#shared/base/time/instant.ts';
import { createOrReplace, type Store, type StoredDocument } from '#shared/store/store.ts';
import { apiKeyUses } from './collections.ts';
import { dataOfUses, type KeyUses, noteUses, usesOf } from './key-uses.ts';

/** A process caches the noted uses of at most this many keys. */
const notedKeysMax = 5_000;

/** A request waits for at most this many writes: its own, and those of other requests. */
const roundsMax = 3;

type Known = {
  /** The day on which the uses were read or written. */
  readonly day: string;
  readonly uses: KeyUses;
  /**
   * The result of the last read. Its `document` is undefined if no document existed. `read` itself
   * is undefined if this process has written the document after that read. Then the next write
   * first reads the document again.
   */
  readonly read: { readonly document: StoredDocument | undefined } | undefined;
};

/** Stores which rights of API keys were used. */
export type UseNotes = {
  /**
   * Reads the noted uses of a key into the cache, if the cache has no uses from today. The caller
   * reads the API key at the same time. So `note` need not read the uses first, and the first
   * request of a day waits less.
   */
  readonly foresee: (tenant: string, id: string) => Promise<void>;
  /**
   * Stores that a request used these rights. It never fails: if it cannot write, a later request
   * stores what is missing.
   */
  readonly note: (tenant: string, id: string, scopes: ReadonlySet<string>) => Promise<void>;
};

/**
 * Stores for each right of a key the first and the last day on which it was used, in one document
 * for each key. It writes only when a right is used for the first time on a day. So a key causes at
 * most one write a day for each of its rights, for any number of requests and processes.
 */
export function createUseNotes(deps: {
  readonly store: Store;
  readonly now: () => Instant;
}): UseNotes {
  const { store } = deps;
  const known = new BoundedMap<string, Known>(notedKeysMax);
  const running = new Map<string, Promise<void>>();
  const today = () => formatDay(deps.now());
  const refOf = (tenant: string, id: string) => ({ tenant, collection: apiKeyUses.id, id });

  async function look(tenant: string, id: string): Promise<Known> {
    const document = await store.get(refOf(tenant, id));
    const found = { day: today(), uses: usesOf(document?.data), read: { document } };
    known.set(id, found);
    return found;
  }

  /** Returns the uses in the cache, but only if they were read or written today. */
  function knownToday(id: string): Known | undefined {
    const found = known.get(id);
    return found?.day === today() ? found : undefined;
  }

  async function write(tenant: string, id: string, scopes: ReadonlySet<string>): Promise<void> {
    const held = knownToday(id);
    const { uses, read } = held?.read === undefined ? await look(tenant, id) : held;
    const day = today();
    const noted = noteUses(uses, scopes, day);
    if (noted === uses) return;
    const data = dataOfUses(noted);
    await store.commit([createOrReplace(refOf(tenant, id), data, read?.document)]);
    known.set(id, { day, uses: noted, read: undefined });
  }

  function start(tenant: string, id: string, scopes: ReadonlySet<string>): Promise<void> {
    // After a conflict or an outage, the next attempt reads again.
    const run = write(tenant, id, scopes)
      .catch(() => known.delete(id))
      .finally(() => running.delete(id));
    running.set(id, run);
    return run;
  }

  function isNoted(id: string, scopes: ReadonlySet<string>): boolean {
    const uses = knownToday(id)?.uses;
    return uses !== undefined && noteUses(uses, scopes, today()) === uses;
  }

  return {
    async foresee(tenant, id) {
      if (knownToday(id) === undefined) await look(tenant, id).catch(() => undefined);
    },
    async note(tenant, id, scopes) {
      if (scopes.size === 0) return;
      for (let round = 0; round < roundsMax && !isNoted(id, scopes); round += 1)
        await (running.get(id) ?? start(tenant, id, scopes));
    },
  };
}
