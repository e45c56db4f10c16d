import { microsPerDay } from '#shared/base/time/instant.ts';
import { identifierNames } from '#shared/categories/category-subject.ts';
import { aesName, bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';
import type { SubjectKeys } from '../subject-keys.ts';
import { requestPersons } from './collections.ts';
import type { NewRequest } from './request-schemas.ts';

/**
 * The Cloud KMS key that wraps two kinds of data keys: for the details of persons in requests, and
 * for the tokens of persons.
 */
const kek = 'requests';
const sealedNames = [...identifierNames, 'details'] as const;

/** The decrypted details of a request's person. */
export type RequestPerson = { readonly [name in (typeof sealedNames)[number]]?: string } & {
  readonly channel?: string;
};

function placeOf(tenant: string, id: string, field: string): Place {
  return { tenant, category: requestPersons.id, recordId: id, field };
}

/**
 * Encrypts the details of a request's person, and adds the lookup hashes by which a search for the
 * person finds this document.
 */
export async function sealPerson(
  ctx: Context,
  id: string,
  input: NewRequest,
  found: { readonly keys: SubjectKeys; readonly expiresAt: number },
): Promise<DocumentData> {
  const { tenant } = ctx;
  const { keys, expiresAt } = found;
  const end = Math.ceil(expiresAt / microsPerDay) * microsPerDay;
  const key = await ctx.keyring.keyToSeal({ tenant, category: kek, end });
  const sealed = sealedNames.flatMap((name) => {
    const value = input[name];
    if (value === undefined) return [];
    const text = Buffer.from(value, 'utf8');
    return [[aesName(name), seal(key, placeOf(tenant, id, name), text, ctx.randomBytes)] as const];
  });
  const hashes = Object.entries(keys.hashes).map(([name, hash]) => [bcryptName(name), hash]);
  return {
    expires_at: expiresAt,
    purge_shard: purgeShard(id, ctx.purgeShards),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
    ...(input.channel !== undefined && { channel: input.channel }),
    ...Object.fromEntries(hashes),
    ...Object.fromEntries(sealed),
  };
}

/**
 * Decrypts what {@link sealPerson} encrypted.
 * @throws DecryptionError
 */
export async function openPerson(
  ctx: Pick<Context, 'tenant' | 'keyring'>,
  { ref, data }: StoredDocument,
): Promise<RequestPerson> {
  const { tenant } = ctx;
  const key = await ctx.keyring.keyToOpen(tenant, kek, data);
  const opened = sealedNames.flatMap((name) => {
    const stored = data[aesName(name)] as Uint8Array | undefined;
    if (stored === undefined) return [];
    const text = Buffer.from(open(key, placeOf(tenant, ref.id, name), stored)).toString('utf8');
    return [[name, text] as const];
  });
  const channel = data['channel'] as string | undefined;
  return { ...Object.fromEntries(opened), ...(channel !== undefined && { channel }) };
}
