import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import type { DataKey } from './data-key.ts';
import { type Bucket, type MakeDataKeyDeps, makeDataKey } from './make-data-key.ts';

const keysMax = 2_000;
/** Clocks are often corrected by less than this. */
const clockToleranceMicros = microsPerSecond;

/** Data keys that a process makes for itself, to write data that it may not read. */
export type OwnDataKeys = {
  /** The process's key for a bucket; the first costs a call of the key service and a commit. @throws KeyServiceUnavailable, KeyDenied */
  keyToSeal(bucket: Bucket): Promise<DataKey>;
};

/**
 * Makes data keys under a key with which this process may encrypt and not decrypt. They are stored
 * with all other data keys and found by the id that records carry. They are deleted as others are:
 * an hour after their bucket, when no record carries them. No pointer names them, so no two
 * processes share one. All are dropped when the clock goes back.
 */
export function createOwnDataKeys(deps: MakeDataKeyDeps & { readonly store: Store }): OwnDataKeys {
  const keys = new BoundedMap<string, DataKey>(keysMax);
  const flight = createSingleFlight<DataKey>();
  let latest: Instant = 0;

  return {
    async keyToSeal(bucket) {
      const now = deps.now();
      if (now < latest - clockToleranceMicros) keys.clear();
      latest = now;
      const name = `${bucket.tenant}|${bucket.category}|${bucket.end}`;
      return (
        keys.get(name) ??
        flight(name, async () => {
          const { key, ref, data } = await makeDataKey(deps, bucket);
          await deps.store.commit([{ kind: 'create', ref, data }]);
          keys.set(name, key);
          return key;
        })
      );
    },
  };
}
