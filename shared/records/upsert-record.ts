import { type Right, rightTo } from '#shared/access/scope.ts';
import type { KeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { createSchema } from '#shared/categories/record-schema.ts';
import { basisField } from '#shared/categories/stored-names.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { isLive } from '#shared/store/live.ts';
import {
  createOrReplace,
  type DocumentRef,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import { changeOnce } from './change-once.ts';
import type { CheckedContext, Context } from './context.ts';
import type { Repeat } from './idempotency.ts';
import { identifyRecords } from './identify-conversations.ts';
import { checkPhones } from './lookup-form.ts';
import { noteExpiry, notingFirst } from './moved-expiry.ts';
import { openReadable } from './open-readable.ts';
import { openRecord } from './open-record.ts';
import { type RecordInput, requireOwnExpiry, takeOwnExpiry } from './own-expiry.ts';
import { openConditions, type Preconditions, withTags } from './precondition.ts';
import { hashLookups, prepareRecords } from './prepare-records.ts';
import type { Complete } from './read-inputs.ts';
import type { ClearRecord, Fields } from './record.ts';
import { chunkUpdates } from './record-file.ts';
import { markRuleOf, uniqueMarkRefs } from './record-marks.ts';
import { asChanged, type Revise } from './revise.ts';
import { rewriteRecord } from './rewrite-record.ts';
import { correctionNotices } from './tell-recipients.ts';
import { renew } from './touch-record.ts';
import { changedAt, datedAt } from './written-when.ts';

const atOnce: KeyedQueue = (_keys, work) => work();

export type Upserted = {
  readonly record: ClearRecord;
  readonly created: boolean;
  /** True if an earlier request with the same `Idempotency-Key` has stored the record. */
  readonly replayed: boolean;
};

/**
 * Makes the writes that store a request's idempotency mark. The mark remembers the record in the
 * answer.
 */
type RememberRecord = (record: Pick<ClearRecord, 'id'>) => readonly Write[];

async function create(
  now: CheckedContext,
  category: Category,
  wanted: RecordInput,
  found: StoredDocument | undefined,
  remember: RememberRecord,
): Promise<Upserted> {
  // The hashes are computed before the instants are set, because each hash takes 100 ms.
  await hashLookups(now, category, [wanted]);
  const prepared = await prepareRecords(now, category, [wanted]);
  const markWrites = prepared.marks.map(({ ref, data }) => createOrReplace(ref, data, found));
  const record = prepared.records[0];
  if (record === undefined) throw new Problem('internal');
  const chunks = chunkUpdates(now.tenant, record);
  const writes = [...prepared.writes, ...chunks, ...markWrites, ...remember(record)];
  const [stored = record] = withTags([record], writes, await now.commit(writes));
  return { record: stored, created: true, replayed: false };
}

/**
 * The id and the instants of a record that cannot be decrypted. They are sufficient to replace all
 * fields of the record.
 */
function describeUnreadable(category: Category, { ref, data }: StoredDocument): ClearRecord {
  const [createdAt, expiresAt] = [data['created_at'] as Instant, data['expires_at'] as Instant];
  const basisAt = data[basisField(category)] as Instant;
  return { id: ref.id, createdAt, basisAt, expiresAt, fields: {} };
}

/**
 * Returns the record with the expiry that the caller has chosen. If the caller has chosen none, the
 * request is an interaction with the record.
 */
function withExpiry(
  ctx: CheckedContext,
  category: Category,
  record: ClearRecord,
  chosen: Instant | undefined,
): ClearRecord {
  if (chosen === undefined) return renew(ctx, category, record);
  const isFixed = category.retention.basis === 'created' || chosen === record.expiresAt;
  return { ...record, basisAt: isFixed ? record.basisAt : ctx.now(), expiresAt: chosen };
}

async function replace(
  ctx: CheckedContext,
  {
    category,
    revise = asChanged,
    isCorrection = false,
  }: Pick<UpsertInput, 'category' | 'revise' | 'isCorrection'>,
  wanted: RecordInput,
  document: StoredDocument,
  mark: StoredDocument,
  { remember, ledger }: { readonly remember: RememberRecord; readonly ledger: Ledger },
): Promise<Upserted> {
  requireStored(ctx, category);
  requireOwnExpiry(ctx, category, wanted, document.data['created_at'] as Instant);
  const [readable] = await openReadable(ctx, [document], (each) => openRecord(ctx, category, each));
  const previous = readable ?? describeUnreadable(category, document);
  const fields = datedAt(wanted.fields, changedAt(ctx, previous));
  const changed = { ...previous, fields, ...(wanted.file && { file: wanted.file }) };
  const record = revise(ctx, previous, withExpiry(ctx, category, changed, wanted.expiresAt));
  const told = isCorrection ? await correctionNotices(ctx, category, previous, record) : [];
  const own = { writes: [...remember(record), ...told] };
  const { deeds, dated } = noteExpiry(ctx, document, wanted.expiresAt);
  const writing = notingFirst(ctx, ledger, deeds);
  const stored = await rewriteRecord(writing, category, dated, previous, record, [mark], own);
  return { record: stored, created: false, replayed: false };
}

/** The mark for a record's unique fields, and the live document to which it points. */
type MarkedRecord = {
  readonly mark: StoredDocument | undefined;
  readonly document: StoredDocument | undefined;
};

async function findUnique(
  ctx: Context,
  category: Category,
  ref: DocumentRef,
): Promise<MarkedRecord> {
  const mark = await ctx.store.get(ref);
  if (!isLive(mark, markRuleOf(ctx, category))) return { mark, document: undefined };
  const id = mark.data['record_id'] as string;
  const document = await ctx.store.get({ tenant: ctx.tenant, collection: category.id, id });
  return { mark, document: isLive(document, categoryRuleOf(ctx, category)) ? document : undefined };
}

async function uniqueRef(ctx: Context, category: Category, fields: Fields): Promise<DocumentRef> {
  const [ref] = await uniqueMarkRefs(ctx, category, fields);
  if (ref === undefined) throw new Error(`${category.id} has no unique fields`);
  return ref;
}

/**
 * Finds the live document with the unique fields in `fields`, if there is one. This costs two
 * reads.
 */
export async function findByUniqueFields(ctx: Context, category: Category, fields: Fields) {
  const { document } = await findUnique(ctx, category, await uniqueRef(ctx, category, fields));
  return document;
}

export type UpsertInput = {
  readonly category: Category;
  /** The values of the unique fields. Other fields are ignored. */
  readonly fields: Fields;
  readonly revise?: Revise | undefined;
  /**
   * True if recipients get a notice of a correction. If a messenger session gets a new state, this
   * is no correction.
   */
  readonly isCorrection?: boolean | undefined;
  /**
   * Makes the record to store. Each attempt calls this function. `document` is the live document
   * that the record would replace, if there is one.
   */
  readonly wanted: (
    now: CheckedContext,
    document: StoredDocument | undefined,
  ) => Promise<RecordInput>;
  readonly right: Right;
  /**
   * Requests of one process that upsert the same record run one after the other, so that they do
   * not conflict.
   */
  readonly inTurn?: KeyedQueue | undefined;
  /** The idempotency mark of the request, if it has an `Idempotency-Key`. */
  readonly repeat?: Repeat | undefined;
  readonly preconditions?: Preconditions | undefined;
};

/**
 * Creates a record. If a live record has the same unique fields, its fields are replaced instead.
 * If several callers do this at the same time, only one of them creates the record. If the request
 * is repeated with its `Idempotency-Key`, it changes nothing, and the answer is the record's
 * present state. If the caller makes the expiry of a record earlier, the ledger first notes this.
 * @throws Problem `idempotency-mismatch`, `idempotency-record-gone`, `precondition-failed`,
 * `category-off`, `batch-too-large`, `contention`; DecryptionError; the errors of `wanted` and
 * `right`
 */
export async function upsertWanted(ctx: Context, input: UpsertInput): Promise<Upserted> {
  const { category, wanted, inTurn = atOnce, repeat } = input;
  const ref = await uniqueRef(ctx, category, input.fields);
  const conditions = openConditions(input.preconditions);
  const ledger = openLedger(ctx);
  const upsertOnce = async (
    checked: CheckedContext,
    remember: RememberRecord,
  ): Promise<Upserted> => {
    const now = conditions.noting(checked);
    const { mark, document } = await findUnique(now, category, ref);
    conditions.check(document);
    const record = await wanted(now, document);
    return mark !== undefined && document !== undefined
      ? replace(now, input, record, document, mark, { remember, ledger })
      : create(now, category, record, mark, remember);
  };
  const change = { repeat, right: input.right };
  const upserting = inTurn([`${ctx.tenant}|${ref.id}`], () =>
    changeOnce(ctx, change, (now, remember) => upsertOnce(now, ({ id }) => remember([id]))),
  );
  const effect = await ledger.close(upserting);
  if (effect.by === 'this request') return effect.answer;
  const record = await openRecord(ctx, category, effect.documents[0]);
  return { record, created: false, replayed: true };
}

/**
 * Like {@link upsertWanted}, for a caller's input. The category must have exactly one set of unique
 * fields.
 * @throws Problem `scope-missing`, `validation-failed`, `precondition-failed`, `category-off`,
 * `batch-too-large`, `contention`
 */
export async function upsertRecord(
  ctx: Context,
  input: {
    readonly category: Category;
    readonly body: unknown;
    readonly complete?: Complete;
    readonly revise?: Revise;
    readonly isCorrection?: boolean;
    readonly inTurn?: KeyedQueue;
    readonly preconditions?: Preconditions;
  },
): Promise<Upserted> {
  const { category, revise, isCorrection, inTurn, preconditions } = input;
  const right = rightTo(`${category.id}:write`);
  right(ctx);
  const { complete = (_ctx, sent) => sent } = input;
  const identified = await identifyRecords(ctx, category, input.body);
  const sent = takeOwnExpiry(ctx, category, parse(createSchema(category), identified));
  await checkPhones(ctx, category, sent.fields);
  const record = { ...sent, fields: complete(ctx, sent.fields, '') };
  const wanted = async () => record;
  return upsertWanted(ctx, {
    category,
    fields: record.fields,
    wanted,
    right,
    revise,
    isCorrection,
    inTurn,
    preconditions,
  });
}
