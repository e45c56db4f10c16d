import type { Issuer } from '#shared/base/config/read-issuers.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import type { DocumentData, ReadStore, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';
import type { Keyring } from '#shared/vault/open/records/keyring.ts';
import { members } from './collections.ts';
import type { PersonIds } from './person-ids.ts';

/** The dependencies of the verbs on members. */
export type MemberDeps = RetryDeps & {
  readonly store: ReadStore;
  readonly keyring: Keyring;
  readonly personIds: PersonIds;
  /** The issuers that may verify people. */
  readonly issuers: readonly Issuer[];
  readonly now: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
};

/**
 * Members do not expire. So their data key must work as long as the tenant exists. The bucket of
 * this key (the period of expiry times for which the key is used) ends on 31 December 2199.
 */
const keyEnd = Date.UTC(2199, 11, 31) * 1_000;

function placeOf(tenant: string, id: string): Place {
  return { tenant, category: members.id, recordId: id, field: 'email' };
}

/** Encrypts a member's email with the tenant's data key for members. */
export async function sealEmail(
  deps: MemberDeps,
  tenant: string,
  id: string,
  email: string,
): Promise<DocumentData> {
  const key = await deps.keyring.keyToSeal({ tenant, category: members.id, end: keyEnd });
  const text = Buffer.from(email, 'utf8');
  return {
    email_aes: seal(key, placeOf(tenant, id), text, deps.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
  };
}

/** The inverse of {@link sealEmail}. @throws DecryptionError, and the errors of the keyring */
export async function openEmail(deps: MemberDeps, { ref, data }: StoredDocument): Promise<string> {
  const key = await deps.keyring.keyToOpen(ref.tenant, members.id, data);
  const opened = open(key, placeOf(ref.tenant, ref.id), data['email_aes'] as Uint8Array);
  return Buffer.from(opened).toString('utf8');
}
