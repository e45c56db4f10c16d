import type { Instant } from '#shared/base/time/instant.ts';
import type { NoticeSecret } from '#shared/settings/notice-routes.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import type { Keyring } from '#shared/vault/open/records/keyring.ts';
import { matchingSecrets, signingSecrets } from './collections.ts';
import { countingSecrets, type SecretKind, secretPlace, secretRef } from './secrets.ts';

export type OpenSecretsDeps = {
  readonly store: ReadStore;
  readonly keyring: Keyring;
  readonly now: () => Instant;
};

/** A valid secret, decrypted. */
export type OpenSecret = { readonly id: string; readonly secret: string };

const kekOf = { signing: signingSecrets.category, matching: matchingSecrets.category } as const;

/**
 * Decrypts the given secrets. A secret that is no longer valid or no longer stored is left out.
 * This costs one read for all secrets. Each data key that is not in memory costs one more read and
 * one call of the key service.
 * @throws DecryptionError, KeyServiceUnavailable, KeyDenied
 */
export async function openSecrets(
  deps: OpenSecretsDeps,
  tenant: string,
  kind: SecretKind,
  secrets: readonly NoticeSecret[],
): Promise<OpenSecret[]> {
  const counting = countingSecrets(secrets, deps.now());
  if (counting.length === 0) return [];
  const found = await deps.store.getAll(counting.map(({ id }) => secretRef(tenant, kind, id)));
  const opened = found.map(async (document): Promise<OpenSecret[]> => {
    if (document === undefined) return [];
    const { ref, data } = document;
    const key = await deps.keyring.keyToOpen(tenant, kekOf[kind] ?? '', data);
    const bytes = open(key, secretPlace(ref), data['secret_aes'] as Uint8Array);
    return [{ id: ref.id, secret: Buffer.from(bytes).toString('utf8') }];
  });
  return (await Promise.all(opened)).flat();
}
