import type { Category } from '../categories/define-category.ts';
import { expiryOf } from '../retention/expiry.ts';
import type { Write } from '../store/store.ts';
import { checkBatchBytes, checkLookupCount } from './batch-limits.ts';
import type { Context } from './context.ts';
import type { ClearRecord, Fields } from './record.ts';
import { newRecordId } from './record-id.ts';
import { conversationLinksOf, type Mark, uniqueMarksOf } from './record-marks.ts';
import { sealRecord } from './seal-record.ts';

/** New records, sealed, with the writes that create them and the marks that must be free for it. */
export type PreparedRecords = {
  readonly records: readonly ClearRecord[];
  readonly writes: readonly Write[];
  readonly marks: readonly Mark[];
};

/** Gives inputs their ids, instants and expiries, in their order. */
function newRecords(ctx: Context, category: Category, inputs: readonly Fields[]): ClearRecord[] {
  const first = ctx.nextInstants(inputs.length);
  return inputs.map((fields, index) => {
    const createdAt = first + index;
    const expiresAt = expiryOf(category, fields, createdAt);
    return { id: newRecordId(ctx), createdAt, expiresAt, fields };
  });
}

async function prepareRecord(ctx: Context, category: Category, record: ClearRecord) {
  const marks = await uniqueMarksOf(ctx, category, record);
  const data = await sealRecord(ctx, category, record, marks);
  const ref = { tenant: ctx.tenant, collection: category.id, id: record.id };
  const links = conversationLinksOf(ctx, category, record, data);
  const writes: Write[] = [
    { kind: 'create', ref, data },
    ...links.map((link): Write => ({ kind: 'create', ...link })),
  ];
  return { writes, marks };
}

/**
 * Makes valid inputs ready to be committed; writes nothing yet.
 * @throws Problem `lookup-limit`, `batch-too-large`
 */
export async function prepareRecords(
  ctx: Context,
  category: Category,
  inputs: readonly Fields[],
): Promise<PreparedRecords> {
  checkLookupCount(category, inputs);
  const records = newRecords(ctx, category, inputs);
  const prepared = await Promise.all(records.map((record) => prepareRecord(ctx, category, record)));
  const writes = prepared.flatMap((each) => each.writes);
  checkBatchBytes(writes);
  return { records, writes, marks: prepared.flatMap((each) => each.marks) };
}
