import { hash } from 'node:crypto';
import type { LegalBasis } from '#shared/categories/legal-basis.ts';
import type { DocumentData, DocumentRef, ReadStore, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';
import type { Keyring } from '#shared/vault/open/records/keyring.ts';
import { particularsKek, tenantParticulars } from './collections.ts';
import { noParticulars, type Particulars } from './particulars.ts';

/**
 * The end of the data key's bucket: 31 December 2199. Particulars do not expire, so their data key
 * is kept as long as the tenant exists.
 */
const keyEnd = Date.UTC(2199, 11, 31) * 1_000;

export type ParticularsDeps = {
  readonly store: ReadStore;
  readonly keyring: Keyring;
};

/** The reference of a tenant's particulars. */
export function particularsRef(tenant: string): DocumentRef {
  return { tenant, collection: tenantParticulars.id, id: 'current' };
}

function placeOf(tenant: string): Place {
  const { collection, id } = particularsRef(tenant);
  return { tenant, category: collection, recordId: id, field: 'particulars' };
}

/** Particulars in their stored form. Everything is encrypted except the legal bases. */
export async function sealParticulars(
  deps: ParticularsDeps & { readonly randomBytes: (count: number) => Uint8Array },
  tenant: string,
  { legalBases, ...stated }: Particulars,
): Promise<DocumentData> {
  const key = await deps.keyring.keyToSeal({ tenant, category: particularsKek, end: keyEnd });
  const bytes = Buffer.from(JSON.stringify(stated), 'utf8');
  return {
    particulars_aes: seal(key, placeOf(tenant), bytes, deps.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
    legal_bases: Object.entries(legalBases).map(([id, basis]) => `${id}=${basis}`),
  };
}

/** The inverse of {@link sealParticulars}. @throws DecryptionError */
export async function openParticulars(
  { keyring }: ParticularsDeps,
  { ref, data }: StoredDocument,
): Promise<Particulars> {
  const key = await keyring.keyToOpen(ref.tenant, particularsKek, data);
  const opened = open(key, placeOf(ref.tenant), data['particulars_aes'] as Uint8Array);
  const stated = JSON.parse(Buffer.from(opened).toString('utf8')) as Omit<
    Particulars,
    'legalBases'
  >;
  const bases = (data['legal_bases'] as string[]).map((entry) => entry.split('='));
  return { ...stated, legalBases: Object.fromEntries(bases) as { [id: string]: LegalBasis } };
}

/**
 * Particulars together with their stored document. A later write fails if the document has another
 * version by then.
 */
export type StoredParticulars = {
  readonly found: StoredDocument | undefined;
  readonly particulars: Particulars;
};

/**
 * A strong entity tag of stored particulars (RFC 9110, section 8.8.3). Each change gives another
 * tag, because it encrypts the particulars again with a new nonce. If the tenant has given no
 * particulars, the tag is `"none"`. The tag does not depend on the document's version, because a
 * change of an endpoint writes the document again without changing it.
 */
export function particularsTag(data: DocumentData | undefined): string {
  if (data === undefined) return '"none"';
  return `"${hash('sha256', data['particulars_aes'] as Uint8Array, 'base64url')}"`;
}

/**
 * Reads a tenant's particulars. They are empty if the tenant has given none. It costs one read, and
 * one call of the key service if the data key is not in memory.
 * @throws DecryptionError, KeyServiceUnavailable, KeyDenied
 */
export async function readParticulars(
  deps: ParticularsDeps,
  tenant: string,
): Promise<StoredParticulars> {
  const found = await deps.store.get(particularsRef(tenant));
  const particulars = found === undefined ? noParticulars : await openParticulars(deps, found);
  return { found, particulars };
}
