import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';
import { deviceTokens } from './collections.ts';

/** The purposes of device tokens. A token for one purpose is refused for another purpose. */
export const devicePurposes = ['variables', 'transfer'] as const;

export type DevicePurpose = (typeof devicePurposes)[number];

/** The conversation of a token, named by its id or by its id in another system. */
export type NamedInstance =
  | { readonly instance_id: string }
  | { readonly instance_external_id: string };

/**
 * The rights of a device token. The token is valid for one conversation and one purpose, until an
 * instant. The purpose is to use the variables that are stored in Mayfly, or to transfer variables
 * of the device.
 */
export type DeviceGrant = {
  readonly secretHash: string;
  readonly instance: NamedInstance;
  readonly purpose: DevicePurpose;
  /** The scopes of the token: some of the scopes of the API key that requested the token. */
  readonly scopes: readonly string[];
  readonly expiresAt: Instant;
};

/** The Cloud KMS key that wraps the data keys of device tokens. It wraps no other keys. */
const kek = 'device_tokens';

export function deviceTokenRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: deviceTokens.id, id };
}

function placeOf({ tenant, collection, id }: DocumentRef): Place {
  return { tenant, category: collection, recordId: id, field: 'grant' };
}

/** Encrypts the grant of a token before it is stored. */
export async function sealDeviceGrant(
  ctx: Context,
  ref: DocumentRef,
  grant: DeviceGrant,
): Promise<DocumentData> {
  const end = Math.ceil(grant.expiresAt / microsPerDay) * microsPerDay;
  const key = await ctx.keyring.keyToSeal({ tenant: ref.tenant, category: kek, end });
  const text = Buffer.from(JSON.stringify(grant), 'utf8');
  return {
    created_at: ctx.now(),
    expires_at: grant.expiresAt,
    purge_shard: purgeShard(ref.id, ctx.purgeShards),
    grant_aes: seal(key, placeOf(ref), text, ctx.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
  };
}

/**
 * The inverse of {@link sealDeviceGrant}.
 * @throws DecryptionError if the document is forged
 */
export async function openDeviceGrant(
  { keyring }: Pick<Context, 'keyring'>,
  { ref, data }: StoredDocument,
): Promise<DeviceGrant> {
  const key = await keyring.keyToOpen(ref.tenant, kek, data);
  const opened = open(key, placeOf(ref), data['grant_aes'] as Uint8Array);
  return JSON.parse(Buffer.from(opened).toString('utf8')) as DeviceGrant;
}
