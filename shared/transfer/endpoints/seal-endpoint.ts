import type { Instant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';
import { transferEndpoints } from './collections.ts';
import type { Endpoint, NamedEndpoint } from './endpoint.ts';

/** The Cloud KMS key that wraps the data keys for tenants' secrets. */
const kek = 'tenant_secrets';

/**
 * The end of the data key's bucket: 31 December 2199. Endpoints do not expire, so their data key is
 * kept until the tenant is erased.
 */
const keyEnd = Date.UTC(2199, 11, 31) * 1_000;

export function endpointRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: transferEndpoints.id, id };
}

function placeOf({ tenant, collection, id }: DocumentRef): Place {
  return { tenant, category: collection, recordId: id, field: 'endpoint' };
}

/** Encrypts a whole endpoint before it is stored. */
export async function sealEndpoint(
  ctx: Pick<Context, 'keyring' | 'randomBytes' | 'now'>,
  ref: DocumentRef,
  endpoint: Endpoint,
): Promise<DocumentData> {
  const key = await ctx.keyring.keyToSeal({ tenant: ref.tenant, category: kek, end: keyEnd });
  const bytes = Buffer.from(JSON.stringify(endpoint), 'utf8');
  return {
    endpoint_aes: seal(key, placeOf(ref), bytes, ctx.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
    changed_at: ctx.now(),
  };
}

/** The inverse of {@link sealEndpoint}. @throws DecryptionError */
export async function openEndpoint(
  { keyring }: Pick<Context, 'keyring'>,
  { ref, data }: StoredDocument,
): Promise<NamedEndpoint> {
  const key = await keyring.keyToOpen(ref.tenant, kek, data);
  const opened = open(key, placeOf(ref), data['endpoint_aes'] as Uint8Array);
  const endpoint = JSON.parse(Buffer.from(opened).toString('utf8')) as Endpoint;
  return { ...endpoint, id: ref.id, changedAt: data['changed_at'] as Instant };
}
