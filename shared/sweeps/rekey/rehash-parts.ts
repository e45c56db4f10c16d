import type { Category } from '#shared/categories/define-category.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { isRestrictable, restrictedId } from '#shared/store/restricted-collection.ts';
import type { ReadStore, StoredDocument } from '#shared/store/store.ts';
import { requestPersons } from '#shared/subjects/requests/collections.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import type { LookupRules } from '#shared/vault/lookup-rules.ts';
import { legacyRecordsId } from '../legacy/collections.ts';
import type { SweepRun } from '../sweep-run.ts';
import type { RehashContext } from './rehash-context.ts';
import { createLineRehash, rehashPerson } from './rehash-other.ts';
import { type RecordRehashed, rehashRecord } from './rehash-record.ts';

const pageSize = 200;

export type PartsDeps = {
  readonly categories: readonly Category[];
  readonly wrapper: KeyWrapper;
};

/**
 * One part of the work for a tenant: the records of a category, or the documents of another
 * collection with lookup hashes.
 */
export type Part = {
  /** The name of the part. The stored position of the sweep contains it (`rehash_in`). */
  readonly id: string;
  /** The collections that are read for each page, one after the other. */
  readonly collections: readonly string[];
  readonly rehash: (
    ctx: RehashContext,
    rules: LookupRules,
    document: StoredDocument,
  ) => Promise<RecordRehashed>;
};

/** The parts of the work for a tenant, in their order. */
export function partsOf(run: SweepRun, { categories, wrapper }: PartsDeps): Part[] {
  const found = categories.filter((category) => lookupFields(category).length > 0);
  const ofRecords = found.map((category): Part => {
    const { id } = category;
    // A record may be restricted, or its restriction may be lifted, while a page is read. So the
    // restricted records are read before and after the other records.
    const restricted = restrictedId(id);
    return {
      id,
      collections: isRestrictable(category) ? [restricted, id, restricted] : [id],
      rehash: (ctx, rules, document) => rehashRecord(ctx, category, rules, document),
    };
  });
  const rehashLine = createLineRehash({ store: run.store, wrapper, categories });
  return [
    ...ofRecords,
    { id: legacyRecordsId, collections: [legacyRecordsId], rehash: rehashLine },
    { id: requestPersons.id, collections: [requestPersons.id], rehash: rehashPerson },
  ];
}

/**
 * Reads the next documents of a part, in the order of their ids. A page contains all documents of
 * the part whose ids come after `after` and are not later than `end`.
 * @returns `end` is undefined if no further documents follow
 */
export async function readPage(
  store: ReadStore,
  tenant: string,
  { collections }: Part,
  after: string | undefined,
): Promise<{ readonly documents: readonly StoredDocument[]; readonly end: string | undefined }> {
  const found = new Map<string, StoredDocument>();
  const ends: string[] = [];
  for (const collection of collections) {
    const page = await store.query({
      collection,
      tenant,
      where: [],
      orderBy: [],
      limit: pageSize,
      ...(after !== undefined && { startAfter: [after] }),
    });
    for (const document of page) found.set(`${document.ref.id}/${collection}`, document);
    const last = page.at(-1);
    if (last !== undefined && page.length === pageSize) ends.push(last.ref.id);
  }
  const [end] = ends.toSorted();
  const documents = [...found]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, document]) => document)
    .filter(({ ref }) => end === undefined || ref.id <= end);
  return { documents, end };
}
