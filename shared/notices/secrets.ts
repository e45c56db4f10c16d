import type { Instant } from '#shared/base/time/instant.ts';
import type { NoticeSecret } from '#shared/settings/notice-routes.ts';
import type { DocumentRef, Write } from '#shared/store/store.ts';
import type { OwnDataKeys } from '#shared/vault/own-data-keys.ts';
import { envelopeVersion, seal } from '#shared/vault/seal-envelope.ts';
import { matchingSecrets, signingSecrets } from './collections.ts';

/**
 * 31 December 2199. Secrets do not expire, so their data key is kept until the tenant is erased.
 */
const keyEnd = Date.UTC(2199, 11, 31) * 1_000;

/**
 * The collection of each kind of secret. An endpoint gets one secret of each kind at a time, and
 * both of them have the same id.
 */
const kinds = { signing: signingSecrets, matching: matchingSecrets } as const;

export type SecretKind = keyof typeof kinds;

/** The reference of the document with a secret of an endpoint. */
export function secretRef(tenant: string, kind: SecretKind, id: string): DocumentRef {
  return { tenant, collection: kinds[kind].id, id };
}

/**
 * The place to which the ciphertext of a secret is bound: tenant, collection, id and field. With
 * another place the ciphertext cannot be decrypted.
 */
export function secretPlace({ tenant, collection, id }: DocumentRef) {
  return { tenant, category: collection, recordId: id, field: 'secret' };
}

/**
 * The secrets that are valid at an instant: the present secret, and each replaced secret whose
 * `until` is later than this instant.
 */
export function countingSecrets(secrets: readonly NoticeSecret[], now: Instant): NoticeSecret[] {
  return secrets.filter(({ until }) => until === undefined || now < until);
}

/** New secrets, unencrypted. */
export type NewSecrets = { readonly [kind in SecretKind]: string };

/**
 * The writes that store the secrets of an endpoint. The function that writes the secrets cannot
 * decrypt them, because only other functions may unwrap their data keys.
 */
export async function secretWrites(
  deps: {
    readonly noticeKeys: OwnDataKeys;
    readonly randomBytes: (count: number) => Uint8Array;
    readonly now: () => Instant;
  },
  {
    tenant,
    endpoint,
    id,
  }: { readonly tenant: string; readonly endpoint: string; readonly id: string },
  made: NewSecrets,
): Promise<Write[]> {
  const writes = (['signing', 'matching'] as const).map(async (kind): Promise<Write> => {
    const ref = secretRef(tenant, kind, id);
    const category = kinds[kind].category ?? '';
    const key = await deps.noticeKeys.keyToSeal({ tenant, category, end: keyEnd });
    const bytes = Buffer.from(made[kind], 'utf8');
    const data = {
      endpoint,
      secret_aes: seal(key, secretPlace(ref), bytes, deps.randomBytes),
      dek: key.id,
      enc: envelopeVersion[key.algorithm],
      created_at: deps.now(),
    };
    return { kind: 'create', ref, data };
  });
  return Promise.all(writes);
}
