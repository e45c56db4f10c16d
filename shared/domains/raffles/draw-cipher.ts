import type { Context } from '#shared/records/context.ts';
import { createIdCipher, type IdCipher } from '#shared/vault/open/records/id-cipher.ts';

/**
 * Returns the cipher of one draw. It encrypts the ids of participations, and decrypts them again.
 * The encrypted ids are the tokens of the entrants. The key of the cipher is calculated from the
 * tenant's secret and the draw's id. Without this secret, nobody can find out who an entrant is, or
 * whether an entrant of another draw is the same person.
 */
export async function drawCipher(ctx: Context, drawId: string): Promise<IdCipher> {
  const key = await ctx.lookup.mark(ctx.tenant, 'raffle-draw-entrants', [drawId]);
  return createIdCipher(Buffer.from(key, 'hex'));
}
