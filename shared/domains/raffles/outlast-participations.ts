import { retryChecked } from '#shared/access/commit-checked.ts';
import type { Right } from '#shared/access/scope.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { rafflePrizes, raffles } from './collections.ts';
import { prizeRefs } from './prize-stock.ts';
import {
  openRaffleName,
  type Raffle,
  raffleExpiry,
  raffleRef,
  sealRaffle,
  toRaffle,
} from './raffle.ts';

/** The latest expiry that a participation in a raffle can get with the present retention. */
function latestExpiry(ctx: Context, endsAt: Instant): Instant {
  return raffleExpiry(ctx, endsAt, endsAt);
}

function isOutlived(ctx: Context, { endsAt, expiresAt }: Raffle): boolean {
  return latestExpiry(ctx, endsAt) > expiresAt;
}

/**
 * Makes the expiry of a raffle later. The raffle's name is encrypted again, with a key for the
 * later expiry.
 */
async function raffleWrite(ctx: Context, document: StoredDocument): Promise<Write> {
  const raffle = toRaffle(document);
  const expiresAt = latestExpiry(ctx, raffle.endsAt);
  const name = await openRaffleName(ctx, document);
  const { expires_at, name_aes, dek, enc } = await sealRaffle(ctx, { ...raffle, expiresAt }, name);
  const { ref, version } = document;
  return { kind: 'update', ref, data: { expires_at, name_aes, dek, enc }, version };
}

function prizeWrite(ctx: Context, { ref, data }: StoredDocument): Write {
  const expiresAt = latestExpiry(ctx, data['ends_at'] as Instant);
  return { kind: 'update', ref, data: { expires_at: expiresAt } };
}

/**
 * Ensures that running raffles do not expire before their new participations. A raffle got its
 * expiry when it was created, and the tenant may have chosen a longer retention later. Usually all
 * expiries are late enough. Then the function reads no document.
 */
export async function outlastParticipations(
  ctx: Context,
  right: Right,
  running: readonly Raffle[],
): Promise<void> {
  const outlived = running.filter((raffle) => isOutlived(ctx, raffle));
  if (outlived.length === 0) return;
  const refs = [...new Map(outlived.map((raffle) => [raffle.id, raffle])).values()].flatMap(
    (raffle) => [raffleRef(ctx.tenant, raffle.id), ...prizeRefs(ctx.tenant, raffle)],
  );
  await retryChecked(ctx, right, async (now) => {
    const found = (await now.store.getAll(refs)).flatMap((document) => document ?? []);
    // Another process may already have changed the expiry.
    const own = found.filter(
      (each) => each.ref.collection === raffles.id && isOutlived(now, toRaffle(each)),
    );
    if (own.length === 0) return;
    const prizes = found.filter(({ ref }) => ref.collection === rafflePrizes.id);
    const writes = await openReadable(now, own, (each) => raffleWrite(now, each));
    await now.commit([...writes, ...prizes.map((each) => prizeWrite(now, each))]);
  });
}
