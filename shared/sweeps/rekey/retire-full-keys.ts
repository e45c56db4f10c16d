import { type Instant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { allTenants, type Query, type StoredDocument } from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { runFound, runUnits } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepRun } from '../sweep-run.ts';
import { carriedBy, carriersOf, isReencryptable } from './carriers.ts';
import { type RetireDeps, retireDataKey } from './retire-data-key.ts';

/**
 * A data key is full when 2^24 documents use it. With random 96-bit nonces, AES-GCM may encrypt
 * 2^32 values with one key (NIST SP 800-38D, section 8.3). So there may be 256 encryptions for each
 * document. This is enough for nine fields that are each written 28 times.
 */
export const documentsMax = 2 ** 24;

export type FullKeysDeps = Omit<RetireDeps, 'store'> & { readonly documentsMax?: number };

/**
 * Counting costs one read for each thousand documents, so it is done only in the first hour of a
 * day (UTC).
 */
function isCountedNow(startedAt: Instant): boolean {
  return startedAt % microsPerDay < 3_600 * microsPerSecond;
}

/** A query for a category's data keys that have not expired. Other keys encrypt no new values. */
function sealingKeys(category: string, now: Instant): Query {
  return {
    collection: dataKeys.id,
    tenant: allTenants,
    where: [
      { field: 'category', op: '==', value: category },
      { field: 'expires_at', op: '>', value: now },
    ],
    orderBy: [{ field: 'expires_at', direction: 'asc' }],
    limit: 100,
  };
}

async function sum(counts: readonly Promise<number>[]): Promise<number> {
  return (await Promise.all(counts)).reduce((all, each) => all + each, 0);
}

/**
 * Retires the data keys that are full. Requests do not count the values that they encrypt. So the
 * sweep counts documents: it first counts all documents of a category. If the count is below the
 * limit for one key, no key of the category is full. Otherwise the sweep counts the documents of
 * each key.
 */
export async function retireFullKeys(
  run: SweepRun,
  deps: FullKeysDeps,
): Promise<{ readonly keys_full: number }> {
  if (!isCountedNow(run.startedAt)) return { keys_full: 0 };
  const limit = deps.documentsMax ?? documentsMax;
  const countOf = (carriers: readonly Collection[], key?: StoredDocument) =>
    sum(
      carriers.map((each) => {
        const whole = { collection: each.id, tenant: allTenants, where: [], orderBy: [] };
        return run.store.count(key === undefined ? whole : carriedBy(each, key, 1));
      }),
    );

  async function retireIfFull(carriers: readonly Collection[], key: StoredDocument) {
    const isNamed = key.data['retired'] !== true && (await countOf(carriers, key)) >= limit;
    if (!isNamed) return { complete: true, retired: 0 };
    const { tenant, id: keyId } = key.ref;
    await retireDataKey({ ...deps, store: run.store }, { tenant, keyId, reason: 'full' });
    return { complete: true, retired: 1 };
  }

  const categories = new Set(deps.collections.flatMap(({ category }) => category ?? []));
  const outcomes = await runUnits(run, [...categories], async (category) => {
    const carriers = carriersOf(deps.collections, category);
    const isWritten = carriers.length > 0 && carriers.every(isReencryptable);
    if (!isWritten || (await countOf(carriers)) < limit) return { complete: true, retired: 0 };
    const keys = sealingKeys(category, run.startedAt);
    const done = await runFound(run, keys, (key) => retireIfFull(carriers, key), 4);
    return { complete: true, retired: sumOf(done, 'retired') };
  });
  return { keys_full: sumOf(outcomes, 'retired') };
}
