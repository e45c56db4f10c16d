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

/** How long a request under an `Idempotency-Key` is remembered, in microseconds. */
export const rememberedMicros = microsPerDay;

/** A request under an `Idempotency-Key`: its mark, and the places of its answer's documents. */
export type Repeat = {
  readonly mark: Mark;
  readonly collection: string;
  /** Which of those documents are live now; null if they never expire. */
  readonly rule: () => LiveRule | null;
};

/** The answer of an earlier `Idempotency-Key` request: one or several documents, in order. */
export type EarlierAnswer = readonly [StoredDocument, ...StoredDocument[]];

/** Records of a category, as the documents that a request stores. */
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
    /** Ids of the documents that it is about to store. */
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
 * The write that remembers a request for 24 hours, with the ids of its answer's documents. By
 * default these are the documents that it stores.
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

/** The part of a mark about its answer. A single record is named so that a query finds the mark. */
function answeredBy(ids: readonly string[]) {
  const [first] = ids;
  const isSingle = first !== undefined && ids.length === 1;
  return { record_ids: ids, ...(isSingle && { record_id: first }) };
}

/**
 * Makes the records of a request that stores several name its mark. The mark of a single record
 * names the record itself. So erasing a record finds the marks of all its requests.
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

/** Replaces the body of a request about a person who was erased. */
const erasedBody = '';

/**
 * The write that removes everything about a person from a mark; none if nothing is left. The mark
 * itself stays, so that a repeated request does not store the erased data again.
 */
export function eraseRepeat({ ref, data, version }: StoredDocument): Write[] {
  if (data['body_hash'] === erasedBody) return [];
  const { expires_at, purge_shard } = data;
  const blank = { expires_at, purge_shard, body_hash: erasedBody, record_ids: [] };
  return [{ kind: 'replace', ref, data: blank, version }];
}

/** The mark's data when an earlier request under the same key has left it. @throws Problem as {@link findEarlier} */
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
 * The ids that an earlier request under the same key has stored in its mark; their documents may be
 * missing. Undefined when there was none within 24 hours.
 * @throws Problem `idempotency-mismatch`
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
 * The documents of an earlier answer under the same key.
 * @returns undefined when there was none within 24 hours
 * @throws Problem `idempotency-mismatch` when it had another body, `idempotency-record-gone` when
 * its answer is gone or was erased
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
 * {@link findEarlier} for a request that may have been repeated while it was running: it reads the
 * mark.
 */
export async function lookForEarlier(
  ctx: Context,
  repeat: Repeat | undefined,
): Promise<EarlierAnswer | undefined> {
  if (repeat === undefined) return undefined;
  const [found] = await ctx.store.getAll([repeat.mark.ref]);
  return findEarlier(ctx, repeat, found);
}
