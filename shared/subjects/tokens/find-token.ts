import type { Caller } from '#shared/access/caller.ts';
import { isSecretOf } from '#shared/access/token-text.ts';
import { createReadThrough } from '#shared/base/cache/read-through.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { isLeaving } from '#shared/settings/live-rule.ts';
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import { isUnexpired } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { tokenRef } from './give-token.ts';
import { type Grant, openGrant } from './seal-grant.ts';
import { subjectTokenTexts } from './token-text.ts';

/**
 * The result for a valid token. The verbs run with the rights of `caller`. `grant` states whose
 * data the holder of the token may see.
 */
export type TokenHolder = {
  readonly caller: Caller;
  readonly grant: Grant;
  /** The secret of the token. The salt of an erasure's receipt is derived from the secret. */
  readonly secret: string;
};

/**
 * Finds and checks a token.
 * @throws Problem `subject-token-…`, `tenant-erased`; StoreUnavailable, KeyServiceUnavailable,
 * KeyDenied
 */
export type FindToken = (authorization: string | undefined) => Promise<TokenHolder>;

function textOf(authorization: string | undefined): string {
  if (authorization === undefined) throw new Problem('subject-token-missing');
  const text = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1];
  if (text === undefined) throw new Problem('subject-token-invalid');
  return text;
}

/**
 * Makes the function that finds tokens. It reads the document of a token, and remembers it for 5 s.
 * So a revoked token stops working everywhere within 5 s. A token is valid only if the grant in its
 * document was encrypted for this document, and only until the instant in the grant.
 */
export function createFindToken(deps: RecordDeps): FindToken {
  const remember = createReadThrough<StoredDocument | undefined>(deps);
  const readSettings = createSettingsReader(deps);

  async function open(document: StoredDocument): Promise<Grant> {
    try {
      return await openGrant(deps, document);
    } catch (error) {
      if (error instanceof DecryptionError) throw new Problem('subject-token-invalid');
      throw error;
    }
  }

  return async (authorization) => {
    const token = subjectTokenTexts.read(textOf(authorization));
    if (token === undefined) throw new Problem('subject-token-invalid');
    const { tenant, id, secret } = token;
    const ref = tokenRef(tenant, id);
    const [document, settings] = await Promise.all([
      remember(`${tenant} ${id}`, () => deps.store.get(ref)),
      readSettings(tenant),
    ]);
    if (settings !== undefined && isLeaving(settings, deps.now()))
      throw new Problem('tenant-erased');
    if (settings === undefined || !isUnexpired(document, deps.now()))
      throw new Problem('subject-token-invalid');
    const grant = await open(document);
    if (grant.expiresAt <= deps.now() || !isSecretOf(grant.secretHash, secret))
      throw new Problem('subject-token-invalid');
    const actor = { kind: 'api_key', id: `mfs_${tenant}_${id.slice(0, 8)}` } as const;
    const caller: Caller = { tenant, scopes: new Set(['subjects']), settings, actor };
    return { caller, grant, secret };
  };
}
