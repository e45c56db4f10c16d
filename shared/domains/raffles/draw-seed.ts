import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { Context } from '#shared/records/context.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';

const seedBytes = 32;

function seedPlace(ref: DocumentRef): Place {
  return { tenant: ref.tenant, category: ref.collection, recordId: ref.id, field: 'seed' };
}

/** A new seed: 256 random bits in hex. */
export function newSeed(ctx: Pick<Context, 'randomBytes'>): string {
  return Buffer.from(ctx.randomBytes(seedBytes)).toString('hex');
}

/** The fields of an announced draw that contain its encrypted seed. */
export async function sealSeed(
  ctx: Context,
  ref: DocumentRef,
  seed: string,
  expiresAt: number,
): Promise<DocumentData> {
  const end = bucketEnd(raffleParticipations, expiresAt);
  const category = raffleParticipations.id;
  const key = await ctx.keyring.keyToSeal({ tenant: ctx.tenant, category, end });
  const sealed = seal(key, seedPlace(ref), Buffer.from(seed, 'utf8'), ctx.randomBytes);
  return { seed_aes: sealed, dek: key.id, enc: envelopeVersion[key.algorithm] };
}

/**
 * Decrypts the seed of a draw that is announced but not drawn yet.
 * @throws DecryptionError
 */
export async function openSeed(ctx: Context, { ref, data }: StoredDocument): Promise<string> {
  const key = await ctx.keyring.keyToOpen(ctx.tenant, raffleParticipations.id, data);
  return Buffer.from(open(key, seedPlace(ref), data['seed_aes'] as Uint8Array)).toString('utf8');
}
