import { requireScope } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { commitNew } from './commit-new.ts';
import type { CompanionMaker } from './companion.ts';
import type { Context } from './context.ts';
import { findEarlier, idempotencyMark } from './idempotency.ts';
import { openRecord } from './open-record.ts';
import type { RecordInput } from './own-expiry.ts';
import { hashLookups, type PreparedRecords, prepareRecords } from './prepare-records.ts';
import { type Complete, readInputs } from './read-inputs.ts';
import type { ClearRecord } from './record.ts';
import { type Mark, takeMarks } from './record-marks.ts';

const alone: Pick<CompanionMaker, 'inTurn'> = { inTurn: (_inputs, work) => work() };

export type CreateInput = {
  readonly category: Category;
  /** One record, or an array of them: all are stored or none. */
  readonly body: unknown;
  readonly idempotencyKey?: string | undefined;
  readonly complete?: Complete | undefined;
  /** Fields that are dropped before anything of them is looked at. */
  readonly unread?: readonly string[];
  readonly companions?: CompanionMaker;
};

export type Created = { readonly records: readonly ClearRecord[]; readonly replayed: boolean };

/** Two records of one batch that must not both exist. */
function checkDistinct(marks: readonly Mark[]): void {
  if (new Set(marks.map(({ ref }) => ref.id)).size < marks.length)
    throw new Problem('already-exists');
}

/** What stands in the way of new records. */
type Found = {
  /** Whether an earlier attempt was written although its answer got lost on the way. */
  readonly isWritten: boolean;
  readonly marks: readonly (StoredDocument | undefined)[];
};

/** The first attempt guesses that nothing is there: `create` finds out without a read. */
export async function findInTheWay(
  ctx: Context,
  prepared: PreparedRecords,
  marks: readonly Mark[],
  attempt: number,
): Promise<Found> {
  const first = prepared.writes[0];
  if (attempt === 0 || first === undefined)
    return { isWritten: false, marks: marks.map(() => undefined) };
  const [own, ...found] = await ctx.store.getAll([first.ref, ...marks.map(({ ref }) => ref)]);
  return { isWritten: own !== undefined, marks: found };
}

/**
 * Stores new records with their uniqueness marks and conversation links in one commit, which needs no read
 * unless something is in its way. A request repeated under its `Idempotency-Key` stores nothing and answers
 * with the records of the first.
 * @throws Problem `scope-missing`, `validation-failed`, `already-exists`, `idempotency-mismatch`,
 * `idempotency-record-gone`, `batch-too-large`, `lookup-limit`, `contention`
 */
export async function createRecords(ctx: Context, input: CreateInput): Promise<Created> {
  const { category, body, complete, unread } = input;
  requireScope(ctx.scopes, `${category.id}:write`);
  const inputs = await readInputs(ctx, category, body, complete, unread);
  await hashLookups(ctx, category, inputs);
  const { inTurn } = input.companions ?? alone;
  // Creation instants are given last, so that what is created later is not committed long before.
  return inTurn(inputs, () => store(ctx, input, inputs));
}

async function store(
  ctx: Context,
  input: CreateInput,
  inputs: readonly RecordInput[],
): Promise<Created> {
  const { category, body, idempotencyKey } = input;
  const prepared = await prepareRecords(ctx, category, inputs);
  checkDistinct(prepared.marks);
  const { records } = prepared;
  const repeat =
    idempotencyKey === undefined
      ? []
      : [await idempotencyMark(ctx, category, { key: idempotencyKey, body }, records)];
  const marks = [...repeat, ...prepared.marks];
  const replay = (earlier: readonly ClearRecord[]): Created => ({
    records: replayable(ctx, category, earlier, records),
    replayed: true,
  });

  return retryOnConflict(ctx, async (attempt) => {
    const found = await findInTheWay(ctx, prepared, marks, attempt);
    if (found.isWritten) return { records, replayed: false };
    const earlier = await findEarlierOf(ctx, category, repeat, found.marks);
    if (earlier !== undefined) return replay(earlier);
    const markWrites = takeMarks(ctx, category, marks, found.marks);
    if (markWrites === undefined) throw new Problem('already-exists');
    try {
      const companion = await input.companions?.make(records, attempt);
      await commitNew(ctx, prepared, markWrites, companion);
      return { records, replayed: false };
    } catch (error) {
      if (repeat.length === 0 || !(error instanceof Problem)) throw error;
      // What stands in its way may be its own effect: a guess does not look whether it is a repetition.
      const marked = await ctx.store.getAll(repeat.map(({ ref }) => ref));
      const done = await findEarlierOf(ctx, category, repeat, marked);
      if (done === undefined) throw error;
      return replay(done);
    }
  });
}

/** Who may only write is told what it sent itself, not what others may have made of it since. */
function replayable(
  ctx: Context,
  category: Category,
  earlier: readonly ClearRecord[],
  sent: readonly ClearRecord[],
): ClearRecord[] {
  if (ctx.scopes.has(`${category.id}:read`)) return [...earlier];
  return earlier.map((record, index) => ({ ...record, fields: sent[index]?.fields ?? {} }));
}

/** What an earlier request under the same `Idempotency-Key` stored, if there was one. */
export async function findEarlierOf(
  ctx: Context,
  category: Category,
  [repeat]: readonly Mark[],
  [found]: readonly (StoredDocument | undefined)[],
): Promise<ClearRecord[] | undefined> {
  if (repeat === undefined) return undefined;
  const earlier = await findEarlier(ctx, category, repeat, found);
  return earlier && Promise.all(earlier.map((document) => openRecord(ctx, category, document)));
}
