import { requireWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { findEarlier, idempotencyMark } from '#shared/records/idempotency.ts';
import { takeMarks } from '#shared/records/record-marks.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { requireStored } from '#shared/settings/require-stored.ts';
import { newRecordId } from '#shared/store/record-id.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import { raffles } from './collections.ts';
import { readStock, stockWrites } from './prize-stock.ts';
import { type Raffle, raffleExpiry, raffleRef, sealRaffle, toRaffle } from './raffle.ts';
import { type RaffleInput, raffleInput, readTimes } from './raffle-input.ts';
import { renderRaffle } from './render-raffle.ts';

/** Something created, or found again under its `Idempotency-Key`. */
export type Answered<T> = { readonly answer: T; readonly replayed: boolean };

type CreateInput = { readonly body: unknown; readonly idempotencyKey: string | undefined };

function newRaffle(ctx: Context, input: RaffleInput): Raffle {
  const createdAt = ctx.nextInstants(1);
  const { startsAt, endsAt } = readTimes(input, createdAt);
  return {
    id: newRecordId(ctx),
    createdAt,
    expiresAt: raffleExpiry(ctx, createdAt, endsAt),
    kind: input.kind,
    policy: input.policy,
    startsAt,
    endsAt,
    chance: input.chance ?? 0,
    prizes: input.prizes?.map(({ id }) => id) ?? [],
  };
}

/**
 * Creates a raffle with the stock of its prizes, in one commit. It warns when a giveaway runs longer than
 * participations are kept.
 * @throws Problem `scope-missing`, `validation-failed`, `category-off`, `idempotency-mismatch`, `idempotency-record-gone`, `contention`
 */
export async function createRaffle(
  ctx: Context,
  { body, idempotencyKey: key }: CreateInput,
): Promise<Answered<Awaited<ReturnType<typeof renderRaffle>>>> {
  requireWork(ctx.scopes, raffleParticipations.id);
  const input = parse(raffleInput, body);
  requireStored(ctx, raffleParticipations);
  const raffle = newRaffle(ctx, input);
  const ref = raffleRef(ctx.tenant, raffle.id);
  const data = await sealRaffle(ctx, raffle, input.name);
  const own: Write[] = [
    { kind: 'create', ref, data },
    ...stockWrites(ctx, raffle, input.prizes ?? []),
  ];
  const marks =
    key === undefined ? [] : [await idempotencyMark(ctx, raffles, { key, body }, [raffle])];

  return retryOnConflict(ctx, async (attempt) => {
    const [written, ...found] = await look(ctx, [ref, ...marks.map((mark) => mark.ref)], attempt);
    if (written !== undefined) return { answer: await render(ctx, written), replayed: false };
    const mark = marks[0];
    const of = { id: raffles.id, rule: liveRuleOf(ctx, raffles) };
    const earlier = mark && (await findEarlier(ctx, raffleParticipations, mark, found[0], of));
    if (earlier?.[0]) return { answer: await render(ctx, earlier[0]), replayed: true };
    await ctx.store.commit([...own, ...(takeMarks(ctx, raffleParticipations, marks, found) ?? [])]);
    return { answer: await render(ctx, { ref, data }), replayed: false };
  });
}

/** The first attempt guesses that nothing is there. */
async function look(ctx: Context, refs: readonly DocumentRef[], attempt: number) {
  return attempt === 0 ? refs.map(() => undefined) : ctx.store.getAll(refs);
}

async function render(ctx: Context, document: Pick<StoredDocument, 'ref' | 'data'>) {
  const raffle = toRaffle(document);
  return renderRaffle(ctx, document, await readStock(ctx, [raffle]));
}
