import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Ledger } from '#shared/ledger/open-ledger.ts';
import type { NoticeRoute } from '#shared/settings/notice-routes.ts';
import { type Collection, isMereNote } from '#shared/store/declare-collection.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import type { ReadStore, Store, StoredDocument } from '#shared/store/store.ts';
import { dataKeysOf } from './data-keys-involved.ts';
import { type ErasureKeys, readKeys } from './erasure.ts';
import type { ErasureProgress, Gone } from './erasure-progress.ts';
import { conversationsOf, hashesIn, isAnothers } from './find-subject.ts';
import { fateOf } from './keeping.ts';
import { isOfConversations } from './subject-keys.ts';

/**
 * The dependencies of functions that carry out an erasure. They include no keys, so nothing can be
 * decrypted.
 */
export type ErasureDeps = RetryDeps & {
  readonly store: ReadStore;
  /**
   * Commits writes as the store does. For some callers the function first checks that they still
   * have the right to erase.
   */
  readonly commit: Store['commit'];
  readonly now: () => Instant;
  readonly purgeShards: number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly backupDays: number;
  readonly collections: readonly Collection[];
  readonly categories: readonly Category[];
};

/** One run of an erasure. The same erasure may have several runs. */
export type Run = ErasureDeps & {
  readonly tenant: string;
  readonly keys: ErasureKeys;
  /**
   * The hashes of all identifiers of the person: of the requested ones, and of those in the
   * person's own records.
   */
  readonly own: ReadonlySet<string>;
  readonly erasure: string;
  /** The endpoints of recipients that get notices about the erasure. */
  readonly routes: readonly NoticeRoute[];
  readonly progress: ErasureProgress;
  readonly ledger: Ledger;
};

/** Reads from the document of an erasure the data that a run needs. */
export function runKeysOf(
  erasure: Pick<StoredDocument, 'ref' | 'data'>,
): Pick<Run, 'tenant' | 'keys' | 'own'> {
  const keys = readKeys(erasure);
  const own = new Set([...Object.values(keys.hashes), ...keys.aliases]);
  return { tenant: erasure.ref.tenant, keys, own };
}

/**
 * The number and the data keys of deleted documents. Expired documents are deleted but not counted,
 * because nobody may learn about them. Mere notes, such as the subject of a conversation, are not
 * counted either.
 */
export function goneOf(
  run: Pick<Run, 'now' | 'categories'>,
  collection: Collection,
  documents: readonly StoredDocument[],
): Gone {
  const instant = run.now();
  const told = documents.filter(({ data }) => (data['expires_at'] as Instant) > instant);
  return {
    collection: collection.id,
    count: isMereNote(collection) ? 0 : told.length,
    dataKeys: dataKeysOf(run.categories, collection, told),
  };
}

/**
 * The conversations whose heads the ledger lists as deleted. If the ledger lists a head, a restore
 * deletes the subject too. So conversations whose subject stays are left out.
 */
export function headsGone({ subjectsKept }: ErasureKeys, ids: readonly string[]): string[] {
  return ids.filter((id) => !subjectsKept.includes(id));
}

/**
 * True if a document must be deleted, or moved to the restricted records as a proof. The erasure of
 * a person keeps documents of the person's conversations that identify only somebody else. The
 * erasure of whole conversations deletes such documents too.
 */
export function isToGo(
  run: Pick<Run, 'keys' | 'own'>,
  collection: Collection,
  document: StoredDocument,
): boolean {
  if (['stays', 'leads'].includes(fateOf(run.keys, document))) return false;
  if (hashesIn(collection, document).some((hash) => run.own.has(hash))) return true;
  const { conversations } = run.keys;
  if (!conversationsOf(collection, document).some((id) => conversations.includes(id))) return false;
  if (isOfConversations(run.keys) || isMereNote(collection)) return true;
  return !isAnothers(collection, document, run.own);
}
