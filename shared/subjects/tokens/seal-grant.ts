import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';
import type { SubjectKeys } from '../subject-keys.ts';
import { subjectTokens } from './collections.ts';

/**
 * The rights of a token: access to one person's data until an instant. The grant contains a hash of
 * the person's identifier, but not its value.
 */
export type Grant = {
  readonly secretHash: string;
  readonly hashes: SubjectKeys['hashes'];
  /** The kind of the person's identifier. */
  readonly askedBy: readonly string[];
  /** How the tenant has authenticated the person. */
  readonly authenticatedBy: string;
  /** The commitment to the person's identifier, for the receipt of an erasure. */
  readonly commitment: string;
  /** True if archives with the token may contain restricted records. */
  readonly seesRestricted: boolean;
  readonly expiresAt: Instant;
};

/**
 * The Cloud KMS key that wraps the data keys of tokens. Tokens have other data keys than requests.
 */
const kek = 'requests';
const use = 'tokens';

function placeOf(tenant: string, id: string): Place {
  return { tenant, category: subjectTokens.id, recordId: id, field: 'grant' };
}

/**
 * Returns a token in the form in which it is stored. An erasure of the person finds the token by
 * the hash in this document.
 */
export async function sealGrant(ctx: Context, id: string, grant: Grant): Promise<DocumentData> {
  const { tenant } = ctx;
  const end = Math.ceil(grant.expiresAt / microsPerDay) * microsPerDay;
  const key = await ctx.keyring.keyToSeal({ tenant, category: kek, end, use });
  const text = Buffer.from(JSON.stringify(grant), 'utf8');
  const hashes = Object.entries(grant.hashes).map(([name, hash]) => [bcryptName(name), hash]);
  return {
    created_at: ctx.now(),
    expires_at: grant.expiresAt,
    purge_shard: purgeShard(id, ctx.purgeShards),
    ...Object.fromEntries(hashes),
    grant_aes: seal(key, placeOf(tenant, id), text, ctx.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
  };
}

/**
 * Decrypts what {@link sealGrant} encrypted.
 * @throws DecryptionError if the document is forged
 */
export async function openGrant(
  { keyring }: Pick<Context, 'keyring'>,
  { ref, data }: StoredDocument,
): Promise<Grant> {
  const key = await keyring.keyToOpen(ref.tenant, kek, data);
  const opened = open(key, placeOf(ref.tenant, ref.id), data['grant_aes'] as Uint8Array);
  return JSON.parse(Buffer.from(opened).toString('utf8')) as Grant;
}
