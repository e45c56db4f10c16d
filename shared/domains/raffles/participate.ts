import { type Right, rightTo } from '#shared/access/scope.ts';
import { createKeyedQueue, type KeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { checkBatchBytes } from '#shared/records/batch-limits.ts';
import { createOnce } from '#shared/records/commit-once.ts';
import type { Context } from '#shared/records/context.ts';
import type { Created } from '#shared/records/create-records.ts';
import {
  describeRepeat,
  type EarlierAnswer,
  pointToRepeat,
  recordsOf,
} from '#shared/records/idempotency.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { withTags } from '#shared/records/precondition.ts';
import {
  hashLookups,
  type Identified,
  type PreparedRecords,
  prepareRecords,
  withIds,
} from '#shared/records/prepare-records.ts';
import { readInputs } from '#shared/records/read-inputs.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import type { Mark } from '#shared/records/record-marks.ts';
import { requireStored } from '#shared/settings/settings.ts';
import type { DocumentData, Write } from '#shared/store/store.ts';
import { awardPrizes, type Decision, type Entry } from './award-prizes.ts';
import { outlastParticipations } from './outlast-participations.ts';
import { policyMarksOf } from './policy-marks.ts';
import type { Raffle } from './raffle.ts';
import { happens } from './random-numbers.ts';
import { readRunning, requireRunning } from './read-running.ts';
import { personOf } from './winner.ts';

const category = raffleParticipations;

type Input = { readonly body: unknown; readonly idempotencyKey: string | undefined };

const takesPart: Right = (caller) => {
  rightTo(`${category.id}:write`)(caller);
  requireStored(caller, category);
};

/**
 * A participation before it is stored, with its raffle. `isLucky` is true if its random number lets
 * it win.
 */
type Prospect = {
  readonly input: Identified;
  readonly raffle: Raffle;
  readonly isLucky: boolean;
};

/** An entry with the mark of its raffle's policy. */
type Marked = Entry & { readonly marks: readonly Mark[] };

/**
 * Adds the marks and the result to a prepared write, if this write stores a participation. Other
 * writes do not change.
 */
function finish(write: Write, entries: readonly Marked[], decisions: readonly Decision[]): Write {
  const index = entries.findIndex(({ record }) => record.id === write.ref.id);
  const entry = entries[index];
  if (write.kind !== 'create' || write.ref.collection !== category.id || entry === undefined)
    return write;
  const marks = entry.marks.map(({ ref }) => ref.id);
  const more = { ...decisions[index], ...(marks.length > 0 && { unique_marks: marks }) };
  return { ...write, data: { ...write.data, ...more } };
}

function decided(record: ClearRecord, decision: Decision | undefined): ClearRecord {
  return { ...record, fields: { ...record.fields, ...decision } };
}

/**
 * Repeats the answer of an earlier request. A caller without the right to read gets the fields that
 * they sent, and the result of an instant win.
 */
async function replay(
  ctx: Context,
  earlier: EarlierAnswer,
  sent: readonly Prospect[],
): Promise<Created> {
  const opened = await Promise.all(earlier.map((document) => openRecord(ctx, category, document)));
  if (ctx.scopes.has(`${category.id}:read`)) return { records: opened, replayed: true };
  const asSent = opened.map((record, index) => {
    const { outcome, prize } = record.fields;
    const isInstant = sent[index]?.raffle.kind === 'instant_win';
    const shown = isInstant ? { outcome, ...(prize !== undefined && { prize }) } : {};
    return { ...record, fields: { ...sent[index]?.input.fields, ...shown } };
  });
  return { records: asSent, replayed: true };
}

async function markEntries(
  ctx: Context,
  prepared: PreparedRecords,
  prospects: readonly Prospect[],
): Promise<Marked[]> {
  const sealed = new Map<string, DocumentData>();
  for (const write of prepared.writes)
    if (write.kind === 'create' && write.ref.collection === category.id)
      sealed.set(write.ref.id, write.data);
  return Promise.all(
    prospects.map(async ({ raffle, isLucky }, index) => {
      const record = prepared.records[index];
      const data = record && sealed.get(record.id);
      if (record === undefined || data === undefined)
        throw new Error('no record was prepared for the participation');
      const marks = await policyMarksOf(ctx, raffle, { ...record, person: personOf(data) });
      return { raffle, record, data, isLucky, marks };
    }),
  );
}

async function reopen(ctx: Context, ids: readonly string[]): Promise<ClearRecord[]> {
  const refs = ids.map((id) => ({ tenant: ctx.tenant, collection: category.id, id }));
  const found = await ctx.store.getAll(refs);
  const written = found.flatMap((document) => document ?? []);
  return Promise.all(written.map((document) => openRecord(ctx, category, document)));
}

async function store(
  ctx: Context,
  { body, idempotencyKey: key }: Input,
  prospects: readonly Prospect[],
): Promise<Created> {
  const inputs = prospects.map(({ input }) => input);
  const ids = inputs.map(({ id }) => id);
  const own = { tenant: ctx.tenant, collection: category.id, id: ids[0] ?? '' };
  const repeat = await describeRepeat(ctx, { ...recordsOf(ctx, category), key, body, ids });

  const effect = await createOnce(
    ctx,
    { own, repeat, right: takesPart },
    {
      async prepare(now) {
        const prepared = await prepareRecords(now, category, inputs);
        const entries = await markEntries(now, prepared, prospects);
        for (const { raffle, record } of entries) requireRunning(raffle, record.createdAt);
        const marks = entries.flatMap((entry) => entry.marks);
        const unique = { category, marks, refusal: 'already-participating' } as const;
        return { prepared: { ...prepared, entries }, unique };
      },
      async commit(now, { records, writes: prepared, entries }, markWrites) {
        const { decisions, writes } = await awardPrizes(now, entries);
        const participations = prepared.map((write) => finish(write, entries, decisions));
        const all = [...pointToRepeat(participations, repeat), ...markWrites, ...writes];
        checkBatchBytes(all);
        const stored = withTags(records, all, await now.commit(all));
        return stored.map((each, at) => decided(each, decisions[at]));
      },
    },
  );
  if (effect.by === 'earlier request') return replay(ctx, effect.documents, prospects);
  const created = effect.by === 'this attempt' ? effect.answer : await reopen(ctx, ids);
  return { records: created, replayed: false };
}

async function participate(ctx: Context, inTurn: KeyedQueue, input: Input): Promise<Created> {
  rightTo(`${category.id}:write`)(ctx);
  const inputs = withIds(ctx, await readInputs(ctx, category, input.body));
  takesPart(ctx);
  const raffles = await readRunning(ctx, inputs, {
    isBatch: Array.isArray(input.body),
    mayBeRepeat: input.idempotencyKey !== undefined,
  });
  const running = raffles.filter(({ endsAt }) => ctx.now() < endsAt);
  await outlastParticipations(ctx, takesPart, running);
  await hashLookups(ctx, category, inputs);
  const prospects = inputs.flatMap((each, index): Prospect[] => {
    const raffle = raffles[index];
    if (raffle === undefined) return [];
    return [{ input: each, raffle, isLucky: happens(ctx.randomBytes, raffle.chance) }];
  });
  const lucky = prospects.filter(({ isLucky }) => isLucky).map(({ raffle }) => raffle.id);
  const keys = [...new Set(lucky)].map((id) => `${ctx.tenant}|${id}`);
  return inTurn(keys, () => store(ctx, input, prospects));
}

/**
 * Creates the verb that stores one or several participations in one commit. So a failed request
 * stores no participation. A request usually costs one read. The verb decides an instant win with a
 * cryptographic random source, and the answer contains the result. Within a process, winning
 * participations are stored one after the other, because each of them writes the stock.
 * @throws Problem `scope-missing`, `validation-failed`, `category-off`, `raffle-not-started`,
 * `raffle-ended`, `already-participating`, `idempotency-mismatch`, `idempotency-record-gone`,
 * `batch-too-large`, `lookup-limit`, `contention`
 */
export function createParticipate(): (ctx: Context, input: Input) => Promise<Created> {
  const inTurn = createKeyedQueue();
  return (ctx, input) => participate(ctx, inTurn, input);
}
