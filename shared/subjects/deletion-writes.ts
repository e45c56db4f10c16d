import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { idempotencyMarks } from '#shared/records/collections.ts';
import { chunkDeletions } from '#shared/records/files/chunk-deletions.ts';
import { eraseRepeat, rememberedMicros } from '#shared/records/idempotency.ts';
import { linkRefsOf, markRefsOf } from '#shared/records/record-marks.ts';
import { allOf } from '#shared/store/all-of.ts';
import { comparedValuesMax } from '#shared/store/check-declared.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import type { ReadStore, StoredDocument, Write } from '#shared/store/store.ts';

/**
 * The maximum number of idempotency marks in one page of a query. One query finds the marks of up
 * to thirty records.
 */
const marksAtOnce = 1_000;

export type DeletionDeps = {
  readonly store: ReadStore;
  readonly tenant: string;
  readonly now: () => Instant;
  readonly categories: readonly Category[];
};

/**
 * How long an idempotency mark may still be stored after its expiry, because the purge deletes it
 * later. The value also allows for clocks that differ.
 */
const lateMicros = 24 * 3_600 * microsPerSecond;

/**
 * Finds the idempotency marks whose `record_id` is the id of one of the records. A mark has this
 * field only if the answer to its request contains the id of a single document.
 */
async function marksNaming(
  { store, tenant }: Pick<DeletionDeps, 'store' | 'tenant'>,
  records: readonly StoredDocument[],
): Promise<StoredDocument[]> {
  const found: StoredDocument[] = [];
  const ids = records.map(({ ref }) => ref.id);
  for (const values of chunksOf(ids, comparedValuesMax)) {
    const where = [{ field: 'record_id', op: 'in', value: values }] as const;
    const query = { collection: idempotencyMarks.id, tenant, where, orderBy: [] };
    for await (const mark of allOf(store, query, marksAtOnce)) found.push(mark);
  }
  return found;
}

/**
 * The writes that remove everything about a person from the idempotency marks of the requests whose
 * answers contain these records.
 * @param records records of one category
 */
export async function repeatErasures(
  deps: Pick<DeletionDeps, 'store' | 'tenant' | 'now'>,
  records: readonly StoredDocument[],
): Promise<Write[]> {
  const { store, tenant, now } = deps;
  const since = now() - rememberedMicros - lateMicros;
  const ids = records
    .filter(({ data }) => ((data['created_at'] as Instant | undefined) ?? 0) > since)
    .flatMap(({ data }) => (data['idempotency_mark'] as string | undefined) ?? []);
  const refs = [...new Set(ids)].map((id) => ({ tenant, collection: idempotencyMarks.id, id }));
  const named = await marksNaming(deps, records);
  const found = refs.length === 0 ? [] : await store.getAll(refs);
  return [...named, ...found].flatMap((mark) => (mark === undefined ? [] : eraseRepeat(mark)));
}

/**
 * The writes that delete the uniqueness marks of records. A mark that now belongs to another record
 * is not deleted.
 */
async function markDeletions(
  { store, tenant }: DeletionDeps,
  records: readonly StoredDocument[],
): Promise<Write[]> {
  const own = new Set(records.map(({ ref }) => ref.id));
  const refs = records.flatMap((record) => markRefsOf({ tenant }, record));
  const distinct = [...new Map(refs.map((ref) => [ref.id, ref])).values()];
  const found = distinct.length === 0 ? [] : await store.getAll(distinct);
  return found.flatMap((mark): Write[] => {
    if (mark === undefined || !own.has(String(mark.data['record_id']))) return [];
    return [{ kind: 'delete', ref: mark.ref, version: mark.version }];
  });
}

/**
 * The writes that delete documents of one collection, with their marks, links and files. If one of
 * the documents has changed since it was read, the commit of these writes fails. If somebody later
 * repeats a request that stored one of the documents, the repeated request does not store the
 * document again.
 */
export async function deletionWrites(
  deps: DeletionDeps,
  collection: Collection,
  documents: readonly StoredDocument[],
): Promise<Write[]> {
  const category = deps.categories.find((each) => holdsRecordsOf(each, collection.id));
  const own = documents.map(({ ref, version }): Write => ({ kind: 'delete', ref, version }));
  if (category === undefined || documents.length === 0) return own;
  return [
    ...own,
    ...documents.flatMap(chunkDeletions),
    ...(await besideDeletions(deps, category, documents)),
  ];
}

/**
 * The writes that delete the uniqueness marks and links of records. They also remove everything
 * about the person from the idempotency marks of the requests whose answers contain the records.
 */
export async function besideDeletions(
  deps: DeletionDeps,
  category: Category,
  records: readonly StoredDocument[],
): Promise<Write[]> {
  const links = records.flatMap((each) => linkRefsOf(deps, category, each));
  return [
    ...(await markDeletions(deps, records)),
    ...links.map((ref): Write => ({ kind: 'delete', ref })),
    ...(await repeatErasures(deps, records)),
  ];
}
