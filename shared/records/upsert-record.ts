import { requireScope } from '../access/scope.ts';
import type { KeyedQueue } from '../cache/keyed-queue.ts';
import type { Category } from '../categories/define-category.ts';
import { createSchema } from '../categories/record-schema.ts';
import { parse } from '../problems/parse.ts';
import { Problem } from '../problems/problem.ts';
import { isLive } from '../store/live.ts';
import type { StoredDocument, Write } from '../store/store.ts';
import type { Context } from './context.ts';
import { openRecord } from './open-record.ts';
import { prepareRecords } from './prepare-records.ts';
import type { ClearRecord, Fields } from './record.ts';
import { type Mark, uniqueMarkRefs } from './record-marks.ts';
import { retryOnConflict } from './retry.ts';
import { rewriteRecord } from './rewrite-record.ts';
import { renewedExpiry } from './touch-record.ts';

const atOnce: KeyedQueue = (_keys, work) => work();

export type Upserted = { readonly record: ClearRecord; readonly created: boolean };

async function create(
  ctx: Context,
  category: Category,
  fields: Fields,
  found: StoredDocument | undefined,
): Promise<Upserted> {
  const prepared = await prepareRecords(ctx, category, [fields]);
  const markWrites = prepared.marks.map(({ ref, data }: Mark): Write => {
    if (found === undefined) return { kind: 'create', ref, data };
    return { kind: 'replace', ref, data, version: found.version };
  });
  await ctx.store.commit([...prepared.writes, ...markWrites]);
  const record = prepared.records[0];
  if (record === undefined) throw new Problem('internal');
  return { record, created: true };
}

async function replace(
  ctx: Context,
  category: Category,
  fields: Fields,
  document: StoredDocument,
  mark: StoredDocument,
): Promise<Upserted> {
  const previous = await openRecord(ctx, category, document);
  const changed = { ...previous, fields };
  const record = { ...changed, expiresAt: renewedExpiry(ctx, category, changed) };
  await rewriteRecord(ctx, category, document, previous, record, [mark]);
  return { record, created: false };
}

/**
 * Creates the record, or replaces the fields of the live one that has the same unique fields; of simultaneous
 * callers one creates. For categories with one set of unique fields.
 * @throws Problem `scope-missing`, `validation-failed`, `contention`
 */
export async function upsertRecord(
  ctx: Context,
  input: {
    readonly category: Category;
    readonly body: unknown;
    /** Lets callers in one process who mean the same record go one after the other instead of losing to each other. */
    readonly inTurn?: KeyedQueue;
  },
): Promise<Upserted> {
  const { category, inTurn = atOnce } = input;
  requireScope(ctx.scopes, `${category.id}:write`);
  const fields = parse(createSchema(category), input.body);
  const [ref] = await uniqueMarkRefs(ctx, category, fields);
  if (ref === undefined) throw new Error(`${category.id} has no unique fields`);
  const upsertOnce = async (): Promise<Upserted> => {
    const mark = await ctx.store.get(ref);
    if (!isLive(mark, ctx.now())) return create(ctx, category, fields, mark);
    const id = mark.data['record_id'] as string;
    const document = await ctx.store.get({ tenant: ctx.tenant, collection: category.id, id });
    if (!isLive(document, ctx.now())) return create(ctx, category, fields, mark);
    return replace(ctx, category, fields, document, mark);
  };
  return inTurn([`${ctx.tenant}|${ref.id}`], () => retryOnConflict(ctx, upsertOnce));
}
