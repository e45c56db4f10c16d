import * as z from 'zod';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { type Right, requireScope, rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { recordIdPattern } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { type Deleting, type DeletionWrites, deletionOf } from './delete-record.ts';
import { describeRepeat, recordsOf, rememberedIds, rememberRepeat } from './idempotency.ts';
import { findUndeleted } from './restriction/find-places.ts';
import { deletionNotices } from './tell-recipients.ts';

/** The maximum number of records that one request may delete. */
export const deletedMax = 200;
/** The number of records that one commit deletes. */
const commitRecords = 50;

/** The body of the request: the ids of records to delete. */
export const deletionInput = z.strictObject({
  ids: z.array(z.string().regex(recordIdPattern, 'an id of a record')).min(1).max(deletedMax),
});

/**
 * The ids of records that a caller wants to delete, each only once.
 * @throws Problem `scope-missing`, `validation-failed`
 */
export function idsToDelete(
  ctx: Pick<Context, 'scopes'>,
  category: Category,
  body: unknown,
): readonly string[] {
  requireScope(ctx.scopes, `${category.id}:delete`);
  return [...new Set(parse(deletionInput, body).ids)];
}

/**
 * The ids of the records that this request deleted, and the ids for which there was no live record.
 * Both lists have the order of the request.
 */
export type Deleted = {
  readonly deleted: readonly string[];
  readonly not_found: readonly string[];
};

type DeletionsInput = Deleting & {
  readonly ids: readonly string[];
  readonly idempotencyKey: string | undefined;
};

type Part = {
  readonly category: Category;
  readonly writesOf: DeletionWrites;
  readonly right: Right;
  readonly ids: readonly string[];
  readonly request: { readonly key: string | undefined; readonly body: unknown };
};

type PartDeleted = { readonly deleted: readonly string[]; readonly replayed: boolean };

/**
 * Deletes records in one commit. If the request has a key, the commit also notes which records were
 * found.
 */
async function deletePart(ctx: Context, part: Part): Promise<PartDeleted> {
  const { category, ids, writesOf, right } = part;
  const kept = { ...recordsOf(ctx, category), ids: [] };
  const repeat = await describeRepeat(ctx, { ...kept, ...part.request });
  const ledger = openLedger(ctx);
  /**
   * Records that an attempt has found. If a later attempt does not find one of these records, the
   * record counts as deleted, unless another caller has restricted it.
   */
  const met = new Set<string>();
  const deleting = retryChecked(ctx, right, async (now): Promise<PartDeleted> => {
    const found = repeat && (await now.store.get(repeat.mark.ref));
    const earlier = repeat && rememberedIds(now, repeat, found);
    if (earlier !== undefined) return { deleted: earlier, replayed: true };
    const refs = ids.map((id) => ({ tenant: now.tenant, collection: category.id, id }));
    const rule = categoryRuleOf(now, category);
    const going = (await now.store.getAll(refs)).filter((document): document is StoredDocument =>
      isLive(document, rule),
    );
    const goingIds = new Set(going.map(({ ref }) => ref.id));
    const missed = [...met].filter((id) => !goingIds.has(id));
    for (const id of await findUndeleted(now, category, missed)) met.delete(id);
    for (const id of goingIds) met.add(id);
    const deleted = ids.filter((id) => met.has(id));
    const marks = rememberRepeat(repeat, found, deleted);
    const deed = { kind: 'deletion', documents: going.map(({ ref }) => ref) } as const;
    if (going.length > 0)
      await ledger.commit(now, deed, [
        ...(await writesOf(now, going)),
        ...marks,
        ...(await deletionNotices(now, category, going)),
      ]);
    else if (marks.length > 0) await now.commit(marks);
    return { deleted, replayed: false };
  });
  return ledger.close(deleting);
}

/**
 * Deletes up to 200 records. Each record is deleted together with its marks, links and files, or
 * not at all. Each commit deletes up to fifty records. If a commit fails, the deletions of earlier
 * commits remain. If the request is then repeated with its `Idempotency-Key`, it deletes the rest.
 * Its answer also lists the records that the first request deleted.
 * @throws Problem `scope-missing`, `idempotency-mismatch`, `idempotency-record-gone` if an erasure
 * has emptied the mark of the first request, `contention`
 */
export async function deleteRecords(
  ctx: Context,
  input: DeletionsInput,
): Promise<{ readonly answer: Deleted; readonly replayed: boolean }> {
  const { category, ids, idempotencyKey } = input;
  const { writesOf = (now, going) => deletionOf(now, category, going) } = input;
  const right = rightTo(`${category.id}:delete`);
  const parts: PartDeleted[] = [];
  for (let at = 0; at < ids.length; at += commitRecords) {
    const key = idempotencyKey && `delete ${at} ${idempotencyKey}`;
    const part = { ids: ids.slice(at, at + commitRecords), request: { key, body: ids } };
    parts.push(await deletePart(ctx, { category, writesOf, right, ...part }));
  }
  const gone = new Set(parts.flatMap(({ deleted }) => deleted));
  const answer = {
    deleted: ids.filter((id) => gone.has(id)),
    not_found: ids.filter((id) => !gone.has(id)),
  };
  return { answer, replayed: parts.every(({ replayed }) => replayed) };
}
