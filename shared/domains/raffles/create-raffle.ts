import { type Right, rightToWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { createOnce } from '#shared/records/commit-once.ts';
import type { Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { raffles } from './collections.ts';
import { readStock, stockWrites } from './prize-stock.ts';
import { type Raffle, raffleExpiry, raffleRef, sealRaffle, toRaffle } from './raffle.ts';
import { type RaffleInput, raffleInput, readTimes } from './raffle-input.ts';
import { renderRaffle } from './render-raffle.ts';

/**
 * Requires the right to work on raffles: callers need the scope for it, and the tenant must store
 * participations in Mayfly.
 */
export const worksOnRaffles: Right = (caller) => {
  rightToWork(raffleParticipations.id)(caller);
  requireStored(caller, raffleParticipations);
};

/**
 * The answer to a request. `replayed` is true if an earlier request with the same `Idempotency-Key`
 * created the document.
 */
export type Answered<T> = { readonly answer: T; readonly replayed: boolean };

type CreateInput = { readonly body: unknown; readonly idempotencyKey: string | undefined };

function newRaffle(ctx: Context, id: string, input: RaffleInput): Raffle {
  const createdAt = ctx.nextInstants(1);
  const { startsAt, endsAt } = readTimes(input, createdAt);
  return {
    id,
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
 * Creates a raffle with the stock of its prizes, in one commit. The answer contains a warning if a
 * giveaway lasts longer than participations are stored.
 * @throws Problem `scope-missing`, `validation-failed`, `category-off`, `idempotency-mismatch`,
 * `idempotency-record-gone`, `contention`
 */
export async function createRaffle(
  ctx: Context,
  { body, idempotencyKey: key }: CreateInput,
): Promise<Answered<Awaited<ReturnType<typeof renderRaffle>>>> {
  rightToWork(raffleParticipations.id)(ctx);
  const input = parse(raffleInput, body);
  worksOnRaffles(ctx);
  const id = newRecordId(ctx);
  const own = raffleRef(ctx.tenant, id);
  const kept = { collection: raffles.id, rule: () => liveRuleOf(ctx, raffles) };
  const repeat = await describeRepeat(ctx, { ...kept, key, body, ids: [id] });
  const effect = await createOnce(
    ctx,
    { own, repeat, right: worksOnRaffles },
    {
      async prepare(now) {
        const raffle = newRaffle(now, id, input);
        const data = await sealRaffle(now, raffle, input.name);
        return { prepared: { data, stock: stockWrites(now, raffle, input.prizes ?? []) } };
      },
      async commit(now, { data, stock }, markWrites) {
        await now.commit([{ kind: 'create', ref: own, data }, ...stock, ...markWrites]);
        return { ref: own, data };
      },
    },
  );
  if (effect.by === 'earlier request')
    return { answer: await render(ctx, effect.documents[0]), replayed: true };
  const created = effect.by === 'this attempt' ? effect.answer : effect.own;
  return { answer: await render(ctx, created), replayed: false };
}

async function render(ctx: Context, document: Pick<StoredDocument, 'ref' | 'data'>) {
  const raffle = toRaffle(document);
  return renderRaffle(ctx, document, await readStock(ctx, [raffle]));
}
