import { members, personSecrets } from '#shared/access/members/collections.ts';
import { personSecretAad } from '#shared/access/members/person-ids.ts';
import { sessionKeys } from '#shared/access/session/collections.ts';
import { sessionKeyAad, sessionsKek } from '#shared/access/session/session-keys.ts';
import { matchingSecrets } from '#shared/notices/collections.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { allTenants, type Query, type StoredDocument } from '#shared/store/store.ts';
import { particularsKek } from '#shared/tenants/particulars/collections.ts';
import { dataKeys, lookupSecrets } from '#shared/vault/collections.ts';
import { termsOf, wrapAad } from '#shared/vault/make-data-key.ts';
import { lookupAad } from '#shared/vault/open/records/lookup-secrets.ts';
import { legacyKek, legacyKeys } from '../legacy/collections.ts';
import { legacyAad } from '../legacy/legacy-keys.ts';

/** The number of wrapped secrets that one query reads. */
export const pageSize = 100;

/**
 * Wrapped secrets of one kind: the query that finds them, and the additional data with which each
 * secret is wrapped.
 */
export type Wrappings = {
  /** The id of the pass through these secrets. */
  readonly id: string;
  readonly query: Query;
  readonly aadOf: (document: StoredDocument) => Uint8Array;
};

/** A Cloud KMS key, with all kinds of secrets that it wraps. */
export type Wrapping = { readonly kek: string; readonly kinds: readonly Wrappings[] };

/** The data keys that a Cloud KMS key wraps. */
function dataKeysUnder(kek: string, id = kek): Wrappings {
  return {
    id,
    query: {
      collection: dataKeys.id,
      tenant: allTenants,
      where: [{ field: 'category', op: '==', value: kek }],
      orderBy: [{ field: 'expires_at', direction: 'asc' }],
      limit: pageSize,
    },
    aadOf: ({ ref, data }) =>
      wrapAad({ tenant: ref.tenant, category: kek, id: ref.id }, termsOf(data)),
  };
}

/** A collection in which each document is a secret that the same Cloud KMS key wraps. */
function wholeCollection(
  { id }: Collection,
  aadOf: (ref: StoredDocument['ref']) => Uint8Array,
): Wrappings {
  return {
    id,
    query: { collection: id, tenant: allTenants, where: [], orderBy: [], limit: pageSize },
    aadOf: ({ ref }) => aadOf(ref),
  };
}

/**
 * All kinds of secrets that Cloud KMS keys wrap, for each key. A version of a key is destroyed when
 * no secret of these kinds needs it. So this list must be complete. A test compares it with all
 * declared collections.
 */
export function everyWrapping(collections: readonly Collection[]): Wrapping[] {
  const sealed = collections.filter(({ fields }) => 'dek' in fields);
  const ofRecords = new Set(sealed.flatMap(({ category }) => category ?? []));
  ofRecords.delete(legacyKek);
  ofRecords.delete(lookupSecrets.id);
  const keks = [...ofRecords, members.id, particularsKek];
  return [
    ...keks.map((kek) => ({ kek, kinds: [dataKeysUnder(kek)] })),
    {
      kek: lookupSecrets.id,
      kinds: [
        wholeCollection(lookupSecrets, ({ tenant }) => lookupAad(tenant)),
        dataKeysUnder(lookupSecrets.id, matchingSecrets.id),
      ],
    },
    {
      kek: legacyKek,
      kinds: [
        dataKeysUnder(legacyKek),
        wholeCollection(legacyKeys, ({ tenant, id }) => legacyAad(tenant, id)),
      ],
    },
    {
      kek: sessionsKek,
      kinds: [
        wholeCollection(sessionKeys, ({ id }) => sessionKeyAad(id)),
        wholeCollection(personSecrets, () => personSecretAad),
      ],
    },
  ];
}
