import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { retainedDays } from '#shared/settings/retention.ts';
import type { WithSettings } from '#shared/settings/settings.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { type PrizeStock, prizesOf } from './prize-stock.ts';
import { openRaffleName, type Raffle, toRaffle } from './raffle.ts';

/** A warning about a request that succeeded: a stable code, and a fixed text for the caller. */
export type Warning = { readonly code: string; readonly detail: string };

/** @returns a warning if the first participations of a giveaway expire before the giveaway ends */
export function raffleWarnings(ctx: WithSettings, { kind, startsAt, endsAt }: Raffle): Warning[] {
  const keptDays = retainedDays(ctx.settings, raffleParticipations, {});
  if (kind !== 'giveaway' || endsAt - startsAt <= keptDays * microsPerDay) return [];
  const detail = `The giveaway runs longer than ${keptDays} days, so its first entries expire before it ends. Make a draw in between, or let the giveaway end earlier.`;
  return [{ code: 'entrants-expire-before-end', detail }];
}

/**
 * A raffle in the form of an answer.
 * @throws DecryptionError
 */
export async function renderRaffle(
  ctx: Context,
  document: Pick<StoredDocument, 'ref' | 'data'>,
  stock: ReadonlyMap<string, PrizeStock>,
) {
  const raffle = toRaffle(document);
  const isInstant = raffle.kind === 'instant_win';
  return {
    id: raffle.id,
    created_at: formatInstant(raffle.createdAt),
    expires_at: formatInstant(raffle.expiresAt),
    name: await openRaffleName(ctx, document),
    kind: raffle.kind,
    policy: raffle.policy,
    starts_at: formatInstant(raffle.startsAt),
    ends_at: formatInstant(raffle.endsAt),
    ...(isInstant && { chance: raffle.chance, prizes: prizesOf(raffle, stock) }),
    warnings: raffleWarnings(ctx, raffle),
  };
}
