import { type Right, rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { commitNew } from './commit-new.ts';
import { createOnce, type Effect } from './commit-once.ts';
import type { CompanionMaker } from './companion.ts';
import type { Context } from './context.ts';
import {
  describeRepeat,
  type EarlierAnswer,
  lookForEarlier,
  pointToRepeat,
  recordsOf,
} from './idempotency.ts';
import { openRecord } from './open-record.ts';
import { entityTag } from './precondition.ts';
import {
  hashLookups,
  type Identified,
  type PreparedRecords,
  prepareRecords,
  withIds,
} from './prepare-records.ts';
import { type Complete, readInputs, withoutUnread } from './read-inputs.ts';
import type { ClearRecord } from './record.ts';

const alone: Pick<CompanionMaker, 'inTurn'> = { inTurn: (_inputs, work) => work() };

export type CreateInput = {
  readonly category: Category;
  /** One record, or an array of records. Either all records of an array are stored, or none. */
  readonly body: unknown;
  readonly idempotencyKey?: string | undefined;
  readonly complete?: Complete | undefined;
  /**
   * Returns the names of fields that this request must ignore. The verb removes these fields before
   * it checks a record. Before the verb stores the record, it calls this function again and removes
   * the fields that it then returns, because settings may have changed.
   */
  readonly unread?: ((ctx: Context) => readonly string[]) | undefined;
  readonly companions?: CompanionMaker;
};

export type Created = { readonly records: readonly ClearRecord[]; readonly replayed: boolean };

/**
 * Stores new records with their uniqueness marks and conversation links in one commit. The first
 * attempt reads no mark and no record. After a conflict, for example because a mark exists already,
 * the next attempt reads marks and records. The category's own function may read in each attempt,
 * see {@link CompanionMaker}. A request that is repeated with its `Idempotency-Key` stores nothing.
 * Its answer contains the records of the first request.
 * @throws Problem `scope-missing`, `validation-failed`, `category-off`, `already-exists`,
 * `idempotency-mismatch`, `idempotency-record-gone`, `batch-too-large`, `lookup-limit`,
 * `contention`; DecryptionError; the errors of `complete` and of the companion
 */
export async function createRecords(ctx: Context, input: CreateInput): Promise<Created> {
  const { category, body, complete, unread = () => [] } = input;
  const right = rightTo(`${category.id}:write`);
  right(ctx);
  const inputs = await readInputs(ctx, category, body, complete, unread(ctx));
  await hashLookups(ctx, category, inputs);
  const { inTurn } = input.companions ?? alone;
  // The slow hashes are computed first. So `store` can commit soon after it has set the instants of
  // creation.
  return inTurn(inputs, () => store(ctx, input, withIds(ctx, inputs), right));
}

async function store(
  ctx: Context,
  input: CreateInput,
  inputs: readonly Identified[],
  right: Right,
): Promise<Created> {
  const { category, body, idempotencyKey: key, unread = () => [] } = input;
  const ids = inputs.map(({ id }) => id);
  const repeat = await describeRepeat(ctx, { ...recordsOf(ctx, category), key, body, ids });
  const own = { tenant: ctx.tenant, collection: category.id, id: ids[0] ?? '' };
  const tried: PreparedRecords[] = [];

  const effect = await createOnce(
    ctx,
    { own, repeat, right },
    {
      async prepare(now) {
        const prepared = await prepareRecords(now, category, withoutUnread(inputs, unread(now)));
        tried.push(prepared);
        const unique = { category, marks: prepared.marks, refusal: 'already-exists' } as const;
        return { prepared, unique };
      },
      async commit(now, prepared, markWrites, attempt): Promise<Created> {
        try {
          const companion = await input.companions?.make(now, prepared.records, attempt);
          const writes = pointToRepeat(prepared.writes, repeat);
          const all = { ...prepared, writes };
          const records = await commitNew(now, all, markWrites, companion);
          return { records, replayed: false };
        } catch (error) {
          // The first attempt does not look for an earlier request with the same key. But an
          // earlier request may be the cause of this error, for example if it has spent the last
          // coins.
          const earlier = error instanceof Problem ? await lookForEarlier(now, repeat) : undefined;
          if (earlier === undefined) throw error;
          return replay(now, category, earlier, prepared.records);
        }
      },
    },
  );
  if (effect.by === 'this attempt') return effect.answer;
  const sent = landedOf(tried, effect);
  if (effect.by === 'lost attempt') return { records: sent, replayed: false };
  return replay(ctx, category, effect.documents, sent);
}

/**
 * The records of the attempt whose commit was stored. If no attempt of this request was stored, the
 * records of the last attempt.
 */
function landedOf(
  tried: readonly PreparedRecords[],
  effect: Effect<unknown>,
): readonly ClearRecord[] {
  const createdAt = effect.by === 'lost attempt' ? effect.own.data['created_at'] : undefined;
  const landed = tried.find(({ records }) => records[0]?.createdAt === createdAt);
  const records = (landed ?? tried.at(-1))?.records ?? [];
  const [record, ...more] = records;
  if (effect.by !== 'lost attempt' || record === undefined || more.length > 0) return records;
  return [{ ...record, tag: entityTag(effect.own) }];
}

/**
 * Repeats the answer of an earlier request. If the caller has no right to read, the answer contains
 * the fields that the caller sent, and no later changes by others.
 */
async function replay(
  ctx: Context,
  category: Category,
  earlier: EarlierAnswer,
  sent: readonly ClearRecord[],
): Promise<Created> {
  const tagged = await Promise.all(earlier.map((document) => openRecord(ctx, category, document)));
  const opened = tagged.length === 1 ? tagged : tagged.map(({ tag: _tag, ...record }) => record);
  if (ctx.scopes.has(`${category.id}:read`)) return { records: opened, replayed: true };
  const asSent = opened.map((record, index) => ({ ...record, fields: sent[index]?.fields ?? {} }));
  return { records: asSent, replayed: true };
}
