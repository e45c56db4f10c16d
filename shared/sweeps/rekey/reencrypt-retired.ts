import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { encodedBytes } from '#shared/store/encoded-bytes.ts';
import {
  allTenants,
  type Query,
  type StoredDocument,
  type Write,
  WriteConflict,
} from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { bucketOf } from '#shared/vault/make-data-key.ts';
import { runFound } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepRun } from '../sweep-run.ts';
import { workThroughPages } from '../work-through-pages.ts';
import { carriedBy, carriersOf, isReencryptable } from './carriers.ts';
import { resealDocument } from './reseal-document.ts';
import { retiredEnd } from './retired-end.ts';

const pageSize = 100;
/**
 * The maximum size of the changed fields in one commit, in bytes. The database's limit is higher.
 */
const commitBytesMax = 1024 * 1024;

/**
 * Five minutes after the retirement of a key, no writer uses the key any more. A writer learns of
 * the next key within a minute. But a write that has begun with the old key may still wait for a
 * hash and for its commit.
 */
const writersGoneMicros = 300 * microsPerSecond;

export type ReencryptDeps = {
  readonly categories: readonly Category[];
  readonly collections: readonly Collection[];
  readonly records: RecordDeps;
  /** How often the database was restored before this run. */
  readonly restores: number;
};

export type Reencrypted = {
  readonly reencrypted: number;
  readonly keys_retired: number;
  readonly keys_emptied: number;
  readonly unopened: number;
};

/**
 * A query for the retired keys that documents may use: newly retired keys, and after a restore all
 * retired keys. The query does not read keys that only backups need.
 */
function carriedKeys(restores: number): Query {
  return {
    collection: dataKeys.id,
    tenant: allTenants,
    where: [
      { field: 'retired', op: '==', value: true },
      { field: 'emptied_in', op: '<', value: restores },
    ],
    orderBy: [{ field: 'emptied_in', direction: 'asc' }],
    limit: 50,
  };
}

/** Splits writes into portions that fit into one commit. */
function portions(writes: readonly Write[]): Write[][] {
  const all: Write[][] = [];
  let bytes = commitBytesMax;
  for (const write of writes) {
    const own = write.kind === 'delete' ? 0 : encodedBytes(write.data);
    if (bytes + own > commitBytesMax) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)?.push(write);
    bytes += own;
  }
  return all;
}

/**
 * Commits many changes together. If such a commit fails because a document has changed meanwhile,
 * each of its changes is committed separately.
 * @returns how many changes succeeded
 */
export async function commitPortions(
  store: SweepRun['store'],
  writes: readonly Write[],
): Promise<number> {
  let landed = 0;
  for (const portion of portions(writes)) {
    try {
      await store.commit(portion);
      landed += portion.length;
    } catch (error) {
      if (!(error instanceof WriteConflict)) throw error;
      if (portion.length > 1)
        for (const each of portion) landed += await commitPortions(store, [each]);
    }
  }
  return landed;
}

type Keys = { readonly from: DataKey; readonly to: DataKey };

/**
 * Decrypts the documents of a page, and encrypts them with the new key. A document stays unchanged
 * if it cannot be decrypted, or if it is a chunk of a file whose record does not exist.
 */
async function reencryptPage(
  run: SweepRun,
  deps: ReencryptDeps,
  collection: Collection,
  page: readonly StoredDocument[],
  keys: Keys,
): Promise<{ readonly reencrypted: number; readonly unopened: number }> {
  const { categories, records } = deps;
  const sealing = { store: run.store, categories, randomBytes: records.randomBytes };
  const writes: Write[] = [];
  let unopened = 0;
  for (const document of page) {
    try {
      const data = await resealDocument(sealing, collection, document, keys);
      const { ref, version } = document;
      if (data !== undefined) writes.push({ kind: 'update', ref, data, version });
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error;
      unopened += 1;
      records.onUnreadable(document.ref);
    }
  }
  return { reencrypted: await commitPortions(run.store, writes), unopened };
}

async function rewriteCarriers(run: SweepRun, deps: ReencryptDeps, key: StoredDocument) {
  const { keyring } = deps.records;
  const { tenant, id } = key.ref;
  const category = key.data['category'] as string;
  const sum = { reencrypted: 0, unopened: 0 };
  let isWhole = true;
  let keys: Keys | undefined;
  for (const collection of carriersOf(deps.collections, category).filter(isReencryptable)) {
    isWhole &&= await workThroughPages(run, carriedBy(collection, key, pageSize), async (page) => {
      keys ??= {
        from: await keyring.keyToOpen(tenant, category, { dek: id }),
        to: await keyring.keyToSeal(bucketOf(key)),
      };
      // This process may not have read yet that the key is retired.
      if (keys.to.id === id) throw new Error('this process does not know the new key yet');
      const done = await reencryptPage(run, deps, collection, page, keys);
      sum.reencrypted += done.reencrypted;
      sum.unopened += done.unopened;
    });
  }
  return { ...sum, isWhole };
}

async function isCarried(run: SweepRun, deps: ReencryptDeps, key: StoredDocument) {
  const collections = carriersOf(deps.collections, key.data['category']);
  const queries = collections.map((each) => run.store.query(carriedBy(each, key, 1)));
  return (await Promise.all(queries)).some((found) => found.length > 0);
}

/**
 * Stores in the key's document that no document uses the key any more, and the instant from which
 * the purge destroys the key.
 * @returns false if another sweep has changed the key meanwhile
 */
async function noteEmptied(run: SweepRun, deps: ReencryptDeps, key: StoredDocument) {
  const { ref, version } = key;
  const end = retiredEnd(key.data, run.startedAt, deps.records.backupDays);
  const data = { emptied_in: deps.restores, expires_at: end };
  try {
    await run.store.commit([{ kind: 'update', ref, data, version }]);
    return true;
  } catch (error) {
    if (error instanceof WriteConflict) return false;
    throw error;
  }
}

async function workOff(run: SweepRun, deps: ReencryptDeps, key: StoredDocument) {
  const retiredAt = key.data['retired_at'] as Instant;
  const { isWhole, ...sum } = await rewriteCarriers(run, deps, key);
  const isSettled = run.startedAt - retiredAt >= writersGoneMicros;
  const isEmptied =
    isWhole &&
    isSettled &&
    !(await isCarried(run, deps, key)) &&
    (await noteEmptied(run, deps, key));
  return { ...sum, keys_retired: 1, keys_emptied: isEmptied ? 1 : 0, complete: isEmptied };
}

/**
 * Finds documents that are encrypted with retired keys, and encrypts them with the present keys. If
 * a document has changed since it was read, the next run encrypts it. When no document uses a key
 * any more, the sweep notes the instant from which the purge destroys the key (see `retiredEnd`).
 * After a restore the sweep works on all retired keys again, because the backup may contain
 * documents that are encrypted with these keys. If a document cannot be decrypted, its key is kept
 * until an hour after the end of the key's bucket.
 */
export async function reencryptRetired(run: SweepRun, deps: ReencryptDeps): Promise<Reencrypted> {
  const keys = carriedKeys(deps.restores);
  const outcomes = await runFound(run, keys, (key) => workOff(run, deps, key));
  return {
    reencrypted: sumOf(outcomes, 'reencrypted'),
    keys_retired: sumOf(outcomes, 'keys_retired'),
    keys_emptied: sumOf(outcomes, 'keys_emptied'),
    unopened: sumOf(outcomes, 'unopened'),
  };
}
