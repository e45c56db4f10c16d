import type { Category } from '#shared/categories/define-category.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { findPlaces } from '#shared/records/restriction/find-places.ts';
import { asRecord } from '#shared/records/restriction/restricted-record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { type LookupRules, marksVersion } from '#shared/vault/lookup-rules.ts';
import { followSubjects, linkUpdates } from './follow-links.ts';
import { changedBeside, marksOfToday, type Rehashed } from './own-steps.ts';
import type { RehashContext } from './rehash-context.ts';
import { renewHashes } from './renew-hashes.ts';
import { heldIds, settleMarks } from './settle-marks.ts';

/** The result for one record. If nothing had to change, `rehashed` and `unopened` are 0. */
export type RecordRehashed = {
  /** 1 if something was written for the record. */
  readonly rehashed: number;
  /** Values that today's rules refuse. They keep their old hashes. */
  readonly refused: number;
  /**
   * Phone numbers without a country code that keep their hash, because it was made for a former
   * country of the tenant.
   */
  readonly kept: number;
  /** 1 if the record cannot be decrypted and is therefore not changed. */
  readonly unopened: number;
};

/** The result for a document that stays as it is. */
export const untouched: RecordRehashed = { rehashed: 0, refused: 0, kept: 0, unopened: 0 };

async function tryOpen(ctx: RehashContext, category: Category, document: StoredDocument) {
  try {
    return await openRecord(ctx, category, asRecord(category, document));
  } catch (error) {
    if (!(error instanceof DecryptionError)) throw error;
    ctx.onUnreadable(document.ref);
    return undefined;
  }
}

/**
 * Reads the present state of a record that has changed meanwhile. The record may now be in another
 * collection, because its restriction was set or lifted.
 */
async function findAgain(ctx: RehashContext, category: Category, { ref }: StoredDocument) {
  const { record, restricted } = await findPlaces(ctx, category, ref.id);
  return isLive(record, categoryRuleOf(ctx, category)) ? record : restricted;
}

/** The ids of a record's marks by today's rules, and the writes that update the marks. */
async function markChanges(ctx: RehashContext, category: Category, rehashed: Rehashed) {
  const { document, lacksMarks } = rehashed;
  const held = heldIds(document);
  const wanted = await marksOfToday(ctx, category, rehashed);
  const isHeld = wanted?.every(({ ref }) => held.includes(ref.id)) ?? true;
  const isRight = isHeld && (wanted === undefined || wanted.length === held.length);
  if (wanted === undefined || (isRight && !lacksMarks)) return { ids: held, writes: [] };
  // A restricted record only notes the ids of its uniqueness marks. The marks themselves are stored
  // when its restriction is lifted.
  if (category.unique.length > 0 && document.ref.collection !== category.id)
    return { ids: wanted.map(({ ref }) => ref.id), writes: [] };
  return settleMarks(ctx, category, document, wanted);
}

/** The changed fields of a record. */
function changesOf(before: DocumentData, after: DocumentData): DocumentData {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => before[name] !== value),
  );
}

/**
 * All writes for a record: for its document, its marks and its links, and the writes that its
 * category's own step adds. The list is empty if the record, its marks and its links stay the same.
 */
async function writesOf(
  ctx: RehashContext,
  category: Category,
  rehashed: Rehashed,
  hashes: DocumentData,
): Promise<Write[]> {
  const { document } = rehashed;
  const { ref, version } = document;
  const marks = await markChanges(ctx, category, rehashed);
  const beside = await changedBeside(ctx, category, rehashed);
  const isOther = marks.ids.join() !== heldIds(document).join();
  const data = {
    ...changesOf(document.data, beside.data),
    ...(isOther && { unique_marks: marks.ids }),
  };
  const links = await linkUpdates(ctx, category, document, hashes);
  if (Object.keys(data).length + marks.writes.length + links.length === 0) return [];
  // The commit must check the record's version even if no field of the record changes. So this
  // write sets a field to its present value.
  const own = Object.keys(data).length > 0 ? data : { created_at: document.data['created_at'] };
  return [{ kind: 'update', ref, data: own, version }, ...marks.writes, ...links, ...beside.writes];
}

async function rehashOpened(
  ctx: RehashContext,
  category: Category,
  rules: LookupRules,
  document: StoredDocument,
  record: ClearRecord,
): Promise<RecordRehashed> {
  const { hashes, refused, kept } = await renewHashes(
    ctx,
    category.fields,
    rules,
    record.fields,
    document.data,
  );
  const isChanged = Object.keys(hashes).length > 0;
  const data = { ...document.data, ...hashes };
  const lacksMarks = rules.marks < marksVersion;
  const rehashed = { document, record, data, isChanged, lacksMarks };
  const writes = await writesOf(ctx, category, rehashed, hashes);
  if (writes.length > 0) {
    await followSubjects(ctx, document, hashes);
    await ctx.store.commit(writes);
  }
  return { ...untouched, refused, kept, rehashed: writes.length > 0 ? 1 : 0 };
}

/**
 * Updates the hashes, marks and links of one record by today's rules, in one commit. Before this
 * commit, {@link followSubjects} updates the links that name the person as the subject of
 * conversations. If the record has changed meanwhile, the commit fails and the record is read
 * again. The record's content is not encrypted again.
 * @throws Problem `contention`, KeyServiceUnavailable, KeyDenied, StoreUnavailable
 */
export async function rehashRecord(
  ctx: RehashContext,
  category: Category,
  rules: LookupRules,
  found: StoredDocument,
): Promise<RecordRehashed> {
  return retryOnConflict(ctx, async (attempt) => {
    const document = attempt === 0 ? found : await findAgain(ctx, category, found);
    if (!isLive(document, categoryRuleOf(ctx, category))) return untouched;
    const record = await tryOpen(ctx, category, document);
    if (record === undefined) return { ...untouched, unopened: 1 };
    return rehashOpened(ctx, category, rules, document, record);
  });
}
