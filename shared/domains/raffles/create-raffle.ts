import { requireWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { createOnce } from '#shared/records/commit-once.ts';
import type { Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
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
  const own = raffleRef(ctx.tenant, raffle.id);
  const data = await sealRaffle(ctx, raffle, input.name);
  const writes: Write[] = [
    { kind: 'create', ref: own, data },
    ...stockWrites(ctx, raffle, input.prizes ?? []),
  ];
  const kept = { collection: raffles.id, rule: () => liveRuleOf(ctx, raffles) };
  const repeat = await describeRepeat(ctx, { ...kept, key, body, ids: [raffle.id] });
  const effect = await createOnce(ctx, { own, repeat }, (markWrites) =>
    ctx.store.commit([...writes, ...markWrites]),
  );
  return effect.by === 'earlier request'
    ? { answer: await render(ctx, effect.documents[0]), replayed: true }
    : { answer: await render(ctx, { ref: own, data }), replayed: false };
}

async function render(ctx: Context, document: Pick<StoredDocument, 'ref' | 'data'>) {
  const raffle = toRaffle(document);
  return renderRaffle(ctx, document, await readStock(ctx, [raffle]));
}
