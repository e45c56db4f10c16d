import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import type { CheckedContext, Context } from './context.ts';
import { type Deleting, deletionOf } from './delete-record.ts';
import { describeRepeat, recordsOf, rememberedIds, rememberRepeat } from './idempotency.ts';
import { findMarked, keysSchema } from './lookup-record.ts';
import type { Fields } from './record.ts';
import { uniqueMarkRefs } from './record-marks.ts';
import { findUndeleted } from './restriction/find-places.ts';
import { deletionNotices } from './tell-recipients.ts';

/** The number of records that one commit deletes. */
const commitRecords = 50;
/** The idempotency mark contains this text instead of an id if no record was found. */
const none = 'none';

/**
 * The ids of the records that a request has deleted, and the unique fields of the items for which
 * no record was found.
 */
export type DeletedByKeys = {
  readonly deleted: readonly string[];
  readonly not_found: readonly Fields[];
};

/**
 * Deletes up to 100 records by their unique fields. As in `deleteRecords`, each commit deletes up
 * to fifty records, with their marks, links and files. No bcrypt hash is computed, because the ids
 * of marks are keyed HMACs.
 * @throws Problem `scope-missing`, `validation-failed`, `idempotency-mismatch`,
 * `idempotency-record-gone` if an erasure has emptied the mark of the first request, `contention`
 */
export async function deleteLookedUp(
  ctx: Context,
  input: Deleting & { readonly body: unknown; readonly idempotencyKey: string | undefined },
): Promise<{ readonly answer: DeletedByKeys; readonly replayed: boolean }> {
  const {
    category,
    idempotencyKey,
    writesOf = (now, going) => deletionOf(now, category, going),
  } = input;
  const right = rightTo(`${category.id}:delete`);
  right(ctx);
  const { items } = parse(keysSchema(category), input.body);
  const refs = (
    await Promise.all(items.map((fields) => uniqueMarkRefs(ctx, category, fields)))
  ).flat();
  const ids: string[] = [];
  let isReplayed = true;
  for (let at = 0; at < refs.length; at += commitRecords) {
    const part = refs.slice(at, at + commitRecords);
    const key = idempotencyKey && `delete ${at} ${idempotencyKey}`;
    const kept = { ...recordsOf(ctx, category), ids: [] };
    const repeat = await describeRepeat(ctx, { ...kept, key, body: items });
    const ledger = openLedger(ctx);
    /**
     * Records that earlier attempts have found. If a later attempt does not find one of these
     * records, the record counts as deleted, unless another caller has restricted it or changed its
     * unique fields.
     */
    const met = new Map<DocumentRef, string>();
    const deleting = retryChecked(ctx, right, async (now: CheckedContext) => {
      const found = repeat && (await now.store.get(repeat.mark.ref));
      const earlier = repeat && rememberedIds(now, repeat, found);
      if (earlier !== undefined) return { part: earlier, replayed: true };
      const marked = await findMarked(now, category, part);
      const missed = part.flatMap((ref, at) => (marked[at] ? [] : (met.get(ref) ?? [])));
      const undeleted = await findUndeleted(now, category, missed);
      for (const [index, ref] of part.entries()) {
        const document = marked[index];
        if (document !== undefined) met.set(ref, document.ref.id);
        else if (undeleted.has(met.get(ref) ?? none)) met.delete(ref);
      }
      const gone = part.map((ref) => met.get(ref) ?? none);
      const going = [
        ...new Map(marked.flatMap((each) => (each ? [[each.ref.id, each] as const] : []))).values(),
      ];
      const remembered = rememberRepeat(repeat, found, gone);
      const deed = { kind: 'deletion', documents: going.map(({ ref }) => ref) } as const;
      if (going.length > 0)
        await ledger.commit(now, deed, [
          ...(await writesOf(now, going)),
          ...remembered,
          ...(await deletionNotices(now, category, going)),
        ]);
      else if (remembered.length > 0) await now.commit(remembered);
      return { part: gone, replayed: false };
    });
    const done = await ledger.close(deleting);
    ids.push(...done.part);
    isReplayed &&= done.replayed;
  }
  const answer = {
    deleted: [...new Set(ids.filter(isRecordId))],
    not_found: items.filter((_, index) => ids[index] === none),
  };
  return { answer, replayed: isReplayed };
}
