import { requireScope } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { commitNew } from './commit-new.ts';
import { createOnce } from './commit-once.ts';
import type { CompanionMaker } from './companion.ts';
import type { Context } from './context.ts';
import { describeRepeat, type EarlierAnswer, lookForEarlier, recordsOf } from './idempotency.ts';
import { openRecord } from './open-record.ts';
import type { RecordInput } from './own-expiry.ts';
import { hashLookups, prepareRecords } from './prepare-records.ts';
import { type Complete, readInputs } from './read-inputs.ts';
import type { ClearRecord } from './record.ts';

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
  const { category, body, idempotencyKey: key } = input;
  const prepared = await prepareRecords(ctx, category, inputs);
  const { own, records, marks } = prepared;
  const ids = records.map(({ id }) => id);
  const repeat = await describeRepeat(ctx, { ...recordsOf(ctx, category), key, body, ids });
  const unique = { category, marks, refusal: 'already-exists' } as const;
  const stored: Created = { records, replayed: false };

  const effect = await createOnce(ctx, { own, repeat, unique }, async (markWrites, attempt) => {
    try {
      const companion = await input.companions?.make(records, attempt);
      await commitNew(ctx, prepared, markWrites, companion);
      return stored;
    } catch (error) {
      // What refuses it may be its own effect: a guess does not look whether it is a repetition.
      const earlier = error instanceof Problem ? await lookForEarlier(ctx, repeat) : undefined;
      if (earlier === undefined) throw error;
      return replay(ctx, category, earlier, records);
    }
  });
  if (effect.by === 'earlier request') return replay(ctx, category, effect.documents, records);
  return effect.by === 'this attempt' ? effect.answer : stored;
}

/** The answer of an earlier request, again. Who may only write is told what it sent itself, not what others may have made of it since. */
async function replay(
  ctx: Context,
  category: Category,
  earlier: EarlierAnswer,
  sent: readonly ClearRecord[],
): Promise<Created> {
  const opened = await Promise.all(earlier.map((document) => openRecord(ctx, category, document)));
  if (ctx.scopes.has(`${category.id}:read`)) return { records: opened, replayed: true };
  const asSent = opened.map((record, index) => ({ ...record, fields: sent[index]?.fields ?? {} }));
  return { records: asSent, replayed: true };
}
