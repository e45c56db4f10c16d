import type { Instant } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { noticeWrites } from '#shared/notices/notice.ts';
import { restrictionOf, restrictionWrites } from '#shared/records/restriction/restricted-record.ts';
import type { NoticeEvent } from '#shared/settings/notice-routes.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import { type StoredDocument, type Write, WriteConflict } from '#shared/store/store.ts';
import { besideDeletions, deletionWrites } from './deletion-writes.ts';
import { keptDeed, remember } from './erasure-deeds.ts';
import { goneOf, isToGo, type Run } from './erasure-run.ts';
import { fateOf } from './keeping.ts';

/**
 * The maximum number of documents that one commit deletes. The commit also deletes the marks, links
 * and files of these documents. A file has at most 32 chunks.
 */
const deletedAtOnce = 50;

/** The consents that one commit keeps as a proof, and the writes that keep them. */
type Kept = { readonly documents: readonly StoredDocument[]; readonly writes: readonly Write[] };

/**
 * The writes that store notices to recipients about the records that a commit deletes or keeps as a
 * proof. These notices contain only random ids, so nothing is decrypted for them.
 */
export function toldOf(
  run: Run,
  collection: Pick<Collection, 'id'>,
  gone: readonly StoredDocument[],
  kept: readonly StoredDocument[] = [],
): Write[] {
  const category = run.categories.find((each) => holdsRecordsOf(each, collection.id))?.id;
  if (category === undefined || run.routes.length === 0) return [];
  const { erasure } = run;
  const instant = run.now();
  const notices = (event: NoticeEvent, documents: readonly StoredDocument[]) => {
    const live = documents.filter(({ data }) => (data['expires_at'] as Instant) > instant);
    if (live.length === 0) return [];
    const records = live.map(({ ref }) => ref.id);
    return noticeWrites(run, run.routes, { event, category, records, erasure });
  };
  return [...notices('erasure', gone), ...notices('restriction', kept)];
}

/**
 * Selects the consents that are kept as a proof, and makes the writes that move them to the
 * restricted records. Only callers who may see restricted records then see that these consents
 * exist. The writes also delete the marks and links of the consents. Expired consents are not kept,
 * because they prove nothing.
 */
async function keepSome(run: Run, documents: readonly StoredDocument[]): Promise<Kept> {
  const { keep } = run.keys;
  const now = run.now();
  const kept = documents.filter(
    (each) => fateOf(run.keys, each) === 'moves' && (each.data['expires_at'] as Instant) > now,
  );
  if (keep === undefined || kept.length === 0) return { documents: [], writes: [] };
  // The documents are read again, because the search did not read their encrypted fields.
  const whole = await run.store.getAll(kept.map(({ ref }) => ref));
  const restriction = restrictionOf(keep, now);
  const moved = whole.flatMap((each, at): Write[] => {
    if (each === undefined || each.version !== kept[at]?.version)
      throw new WriteConflict('a consent has changed meanwhile');
    return each.ref.collection === marketingConsents.id
      ? restrictionWrites(marketingConsents, each, restriction, undefined)
      : [{ kind: 'update', ref: each.ref, data: restriction, version: each.version }];
  });
  const beside = await besideDeletions(run, marketingConsents, kept);
  return { documents: kept, writes: [...moved, ...beside] };
}

/**
 * Deletes documents of a collection, in commits of a limited size. If a document of a commit has
 * changed meanwhile, the documents of this commit are read again, and Mayfly decides again about
 * each of them.
 */
export async function deleteAll(
  run: Run,
  collection: Collection,
  documents: readonly StoredDocument[],
): Promise<void> {
  for (const together of chunksOf(documents, deletedAtOnce))
    await retryOnConflict(run, async (attempt) => {
      const found =
        attempt === 0 ? together : await run.store.getAll(together.map(({ ref }) => ref));
      const going = found.filter(
        (document) => document !== undefined && isToGo(run, collection, document),
      ) as StoredDocument[];
      if (going.length === 0) return;
      const kept = await keepSome(run, going);
      const others = going.filter((document) => !kept.documents.includes(document));
      const writes = await deletionWrites(run, collection, others);
      const told = toldOf(run, collection, others, kept.documents);
      await remember(run, others, kept.documents);
      const gone = { ...goneOf(run, collection, others), kept: kept.documents.length };
      try {
        await run.progress.commit([...writes, ...kept.writes, ...told], gone);
      } finally {
        run.ledger.renew(keptDeed(run.keys, kept.documents));
      }
    });
}
