import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isLive, isUnexpired, type LiveRule } from '#shared/store/live.ts';
import { createOrReplace, type StoredDocument, type Write } from '#shared/store/store.ts';
import { idempotencyMarks } from './collections.ts';
import type { Context } from './context.ts';
import type { Mark } from './record-marks.ts';

/** For how long a request with an `Idempotency-Key` is remembered, in microseconds. */
export const rememberedMicros = microsPerDay;

/**
 * A request with an `Idempotency-Key`: its mark, and the collection of the documents in its answer.
 */
export type Repeat = {
  readonly mark: Mark;
  readonly collection: string;
  /**
   * The rule that decides which documents of the collection are live now. Null if they never
   * expire.
   */
  readonly rule: () => LiveRule | null;
};

/**
 * The answer of an earlier request with the same `Idempotency-Key`: one or several documents, in
 * order.
 */
export type EarlierAnswer = readonly [StoredDocument, ...StoredDocument[]];

/** The collection and the rule of a {@link Repeat} whose answer contains records of a category. */
export function recordsOf(ctx: Context, category: Category): Omit<Repeat, 'mark'> {
  return { collection: category.id, rule: () => categoryRuleOf(ctx, category) };
}

/**
 * The mark of a request, if it has an `Idempotency-Key`. Key and body are stored only as keyed
 * hashes.
 */
export async function describeRepeat(
  ctx: Context,
  request: Omit<Repeat, 'mark'> & {
    readonly key: string | undefined;
    readonly body: unknown;
    /** The ids of the documents that the request will store. */
    readonly ids: readonly string[];
  },
): Promise<Repeat | undefined> {
  const { collection, rule, key, ids } = request;
  if (key === undefined) return undefined;
  const body = JSON.stringify(request.body);
  const [id, bodyHash] = await Promise.all([
    ctx.lookup.mark(ctx.tenant, 'idempotency', [collection, key]),
    ctx.lookup.mark(ctx.tenant, 'idempotency-body', [body]),
  ]);
  const data = {
    body_hash: bodyHash,
    ...answeredBy(ids),
    expires_at: ctx.now() + rememberedMicros,
    purge_shard: purgeShard(id, ctx.purgeShards),
  };
  const ref = { tenant: ctx.tenant, collection: idempotencyMarks.id, id };
  return { mark: { ref, data }, collection, rule };
}

/**
 * The write that remembers a request for 24 hours, with the ids of the documents in its answer. By
 * default these are the documents that the request stores.
 */
export function rememberRepeat(
  repeat: Repeat | undefined,
  found: StoredDocument | undefined,
  ids = repeat?.mark.data['record_ids'] as readonly string[] | undefined,
): Write[] {
  if (repeat === undefined || ids === undefined) return [];
  const { ref, data } = repeat.mark;
  const { record_id: _before, ...request } = data;
  return [createOrReplace(ref, { ...request, ...answeredBy(ids) }, found)];
}

/**
 * Like {@link rememberRepeat}, for a request that created nothing, because the record in its answer
 * already existed.
 */
export function rememberExisting(
  repeat: Repeat | undefined,
  found: StoredDocument | undefined,
  id: string,
): Write[] {
  return rememberRepeat(repeat, found, [id]).map((write) =>
    write.kind === 'delete' ? write : { ...write, data: { ...write.data, existing: true } },
  );
}

/** True if the request of this mark created the records in its answer. */
export function hasCreated(mark: StoredDocument | undefined): boolean {
  return mark?.data['existing'] !== true;
}

/**
 * The fields of a mark that describe the answer. If the answer is a single record, its id has a
 * field of its own, so that a query can find the mark by this id.
 */
function answeredBy(ids: readonly string[]) {
  const [first] = ids;
  const isSingle = first !== undefined && ids.length === 1;
  return { record_ids: ids, ...(isSingle && { record_id: first }) };
}

/**
 * If a request stores several records, this function adds the id of the request's mark to each
 * record. If the request stores a single record, the mark contains the id of this record instead.
 * So an erasure that deletes the record finds the marks of all requests whose answers contain it.
 */
export function pointToRepeat(writes: readonly Write[], repeat: Repeat | undefined): Write[] {
  if (repeat === undefined || repeat.mark.data['record_id'] !== undefined) return [...writes];
  const { id } = repeat.mark.ref;
  return writes.map((write) =>
    write.kind === 'create' && write.ref.collection === repeat.collection
      ? { ...write, data: { ...write.data, idempotency_mark: id } }
      : write,
  );
}

/** When the person is erased, this text replaces the hash of the body in the mark of a request. */
const erasedBody = '';

/**
 * The write that removes everything about a person from a mark. The mark itself is kept, so that a
 * repeated request does not store the erased data again. The result is empty if the mark contains
 * nothing to remove.
 */
export function eraseRepeat({ ref, data, version }: StoredDocument): Write[] {
  if (data['body_hash'] === erasedBody) return [];
  const { expires_at, purge_shard } = data;
  const blank = { expires_at, purge_shard, body_hash: erasedBody, record_ids: [] };
  return [{ kind: 'replace', ref, data: blank, version }];
}

/**
 * Returns the found mark, if an earlier request with the same key stored it less than 24 hours ago.
 * @throws Problem as {@link findEarlier}
 */
function matchEarlier(
  ctx: Context,
  { mark }: Repeat,
  found: StoredDocument | undefined,
): StoredDocument | undefined {
  if (!isUnexpired(found, ctx.now())) return undefined;
  if (found.data['body_hash'] === erasedBody) throw new Problem('idempotency-record-gone');
  if (found.data['body_hash'] !== mark.data['body_hash']) throw new Problem('idempotency-mismatch');
  return found;
}

/**
 * The ids that an earlier request with the same key has stored in its mark. The documents with
 * these ids may be missing. The result is undefined if there was no such request within 24 hours.
 * @throws Problem `idempotency-mismatch`, `idempotency-record-gone` if the documents were erased
 */
export function rememberedIds(
  ctx: Context,
  repeat: Repeat,
  found: StoredDocument | undefined,
): readonly string[] | undefined {
  const earlier = matchEarlier(ctx, repeat, found);
  return earlier?.data['record_ids'] as readonly string[] | undefined;
}

/**
 * The documents in the answer to an earlier request with the same key.
 * @returns undefined if there was no such request within 24 hours
 * @throws Problem `idempotency-mismatch` if the earlier request had another body,
 * `idempotency-record-gone` if its documents are gone or were erased
 */
export async function findEarlier(
  ctx: Context,
  repeat: Repeat,
  found: StoredDocument | undefined,
): Promise<EarlierAnswer | undefined> {
  const ids = rememberedIds(ctx, repeat, found);
  if (ids === undefined) return undefined;
  const { collection, rule: ruleNow } = repeat;
  const documents = await ctx.store.getAll(
    ids.map((id) => ({ tenant: ctx.tenant, collection, id })),
  );
  const rule = ruleNow();
  const live = documents.filter((document): document is StoredDocument =>
    rule === null ? document !== undefined : isLive(document, rule),
  );
  const [first, ...others] = live;
  if (first === undefined || live.length < ids.length) throw new Problem('idempotency-record-gone');
  return [first, ...others];
}

/**
 * Like {@link findEarlier}, but this function also reads the mark. Use it if a request with the
 * same key may have run at the same time.
 */
export async function lookForEarlier(
  ctx: Context,
  repeat: Repeat | undefined,
): Promise<EarlierAnswer | undefined> {
  if (repeat === undefined) return undefined;
  const [found] = await ctx.store.getAll([repeat.mark.ref]);
  return findEarlier(ctx, repeat, found);
}
