import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import type { Keyring } from '#shared/vault/open/records/keyring.ts';
import { envelopeVersion, seal } from '#shared/vault/seal-envelope.ts';
import { endpointsKek, noticeEndpoints } from './collections.ts';

/** The recipient and the address of an endpoint. */
export type EndpointAddress = { readonly recipient: string; readonly url: string };

/**
 * 31 December 2199. Addresses do not expire, so their data key is kept until the tenant is erased.
 */
const keyEnd = Date.UTC(2199, 11, 31) * 1_000;

/** The reference of the document with an endpoint's address. */
export function endpointRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: noticeEndpoints.id, id };
}

function placeOf({ tenant, collection, id }: DocumentRef, field: string) {
  return { tenant, category: collection, recordId: id, field };
}

/** Encrypts an address before it is stored, because a URL may identify a person. */
export async function sealAddress(
  deps: { readonly keyring: Keyring; readonly randomBytes: (count: number) => Uint8Array },
  ref: DocumentRef,
  { recipient, url }: EndpointAddress,
): Promise<DocumentData> {
  const { tenant } = ref;
  const key = await deps.keyring.keyToSeal({ tenant, category: endpointsKek, end: keyEnd });
  const sealed = (field: string, text: string) =>
    seal(key, placeOf(ref, field), Buffer.from(text, 'utf8'), deps.randomBytes);
  return {
    recipient_aes: sealed('recipient', recipient),
    url_aes: sealed('url', url),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
  };
}

/**
 * The inverse of {@link sealAddress}.
 * @throws DecryptionError, KeyServiceUnavailable, KeyDenied
 */
export async function openAddress(
  { keyring }: { readonly keyring: Keyring },
  { ref, data }: StoredDocument,
): Promise<EndpointAddress> {
  const key = await keyring.keyToOpen(ref.tenant, endpointsKek, data);
  const opened = (field: string) =>
    Buffer.from(open(key, placeOf(ref, field), data[`${field}_aes`] as Uint8Array)).toString(
      'utf8',
    );
  return { recipient: opened('recipient'), url: opened('url') };
}
