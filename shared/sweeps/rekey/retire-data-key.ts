import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant } from '#shared/base/time/instant.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { Store, StoredDocument, Write } from '#shared/store/store.ts';
import { dataKeyPointers, dataKeys } from '#shared/vault/collections.ts';
import { bucketOf, type MakeDataKeyDeps, makeDataKey } from '#shared/vault/make-data-key.ts';
import { carriersOf } from './carriers.ts';
import { notEmptied, plannedEnd, retiredEnd } from './retired-end.ts';

export type RetireDeps = MakeDataKeyDeps &
  RetryDeps & {
    readonly store: Store;
    readonly collections: readonly Collection[];
    /** The longest time, in days, for which a backup is kept. */
    readonly backupDays: number;
  };

/** The reasons to retire a data key. */
export const retireReasons = ['compromised', 'full'] as const;

export type Retired = {
  readonly tenant: string;
  readonly key: string;
  readonly retiredAt: Instant;
  /** The purge destroys the key at this time at the earliest. */
  readonly destroyedFrom: Instant;
};

/**
 * True if the sweep can find out whether any document still uses a key of this category. For the
 * manager log this is false, because the sweep has no right to read the log's entries.
 */
function isRetirable(collections: readonly Collection[], category: unknown): boolean {
  const carriers = carriersOf(collections, category);
  return carriers.length > 0 && carriers.every(({ database }) => database !== 'mayfly-audit');
}

/**
 * Adds the field with which the sweep finds a retired key, if the key lacks this field. Former
 * versions of the program retired keys without this field. The sweep does not find such a key, so
 * documents would stay encrypted with it until the end of its bucket.
 */
async function withProgress(deps: RetireDeps, { ref, data, version }: StoredDocument) {
  if (data['emptied_in'] !== undefined) return { data };
  const retiredAt = (data['retired_at'] as Instant | undefined) ?? deps.now();
  const change = { retired_at: retiredAt, emptied_in: notEmptied };
  await deps.store.commit([{ kind: 'update', ref, data: change, version }]);
  return { data: { ...data, ...change } };
}

/**
 * Retires a data key. If processes still encrypt with this key, the same commit creates the key
 * that replaces it. Every process uses the new key within a minute. The old key is kept for
 * decryption as long as a document or a backup needs it. The sweep encrypts records and requests
 * again with the new key. The sweep has no right to write members, particulars, and recipients'
 * endpoints with their secrets, so the tenant must store these again. A second call changes
 * nothing, with one exception: if a former version of the program retired the key, this call lets
 * the sweep find it.
 * @throws Problem `record-not-found`; `validation-failed` for a key of the manager log, whose
 * entries nobody may change; KeyServiceUnavailable, KeyDenied
 */
export function retireDataKey(
  deps: RetireDeps,
  input: {
    readonly tenant: string;
    readonly keyId: string;
    readonly reason: (typeof retireReasons)[number];
  },
): Promise<Retired> {
  const { tenant, keyId, reason } = input;
  return retryOnConflict(deps, async () => {
    const ref = { tenant, collection: dataKeys.id, id: keyId };
    const found = await deps.store.get(ref);
    if (found === undefined) throw new Problem('record-not-found');
    const category = found.data['category'] as string;
    if (!isRetirable(deps.collections, category)) {
      const rule = 'a key that does not belong to the manager log';
      throw new Problem('validation-failed', { errors: [{ pointer: '/key', rule }] });
    }
    if (found.data['retired'] === true) {
      const { data } = await withProgress(deps, found);
      const destroyedFrom = plannedEnd(data, deps.backupDays);
      return { tenant, key: keyId, retiredAt: data['retired_at'] as Instant, destroyedFrom };
    }
    const retiredAt = deps.now();
    const retirement = {
      retired: true,
      retired_for: reason,
      retired_at: retiredAt,
      emptied_in: notEmptied,
    };
    const writes: Write[] = [{ kind: 'update', ref, data: retirement, version: found.version }];
    const pointerId = found.data['pointer'] as string | undefined;
    const pointer =
      pointerId &&
      (await deps.store.get({ tenant, collection: dataKeyPointers.id, id: pointerId }));
    if (pointer && pointer.data['key_id'] === keyId) {
      const next = await makeDataKey(deps, bucketOf(found));
      const data = { ...next.data, pointer: pointer.ref.id };
      const pointing = { ...pointer.data, key_id: next.key.id };
      writes.push(
        { kind: 'create', ref: next.ref, data },
        { kind: 'replace', ref: pointer.ref, data: pointing, version: pointer.version },
      );
    }
    await deps.store.commit(writes);
    const destroyedFrom = retiredEnd(found.data, retiredAt, deps.backupDays);
    return { tenant, key: keyId, retiredAt, destroyedFrom };
  });
}
