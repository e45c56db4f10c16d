import * as z from 'zod';
import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { PublicKeys, Signer } from '#shared/vault/signer.ts';
import { isContent } from './entry-hash.ts';
import { type StatementKind, signStatement, tryOpenStatement } from './sign-statement.ts';

const payload = z.strictObject({
  format: z.literal('mayfly-log-blanking-1'),
  tenant: z.string(),
  entry: z.string(),
  entry_hash: z.string(),
  blanked_at: z.int().nonnegative(),
});

type Blanking = z.infer<typeof payload>;

const blankingKind: StatementKind<Blanking> = { type: 'mayfly-log-blanking+jws', payload };

function statementOf({ ref, data }: StoredDocument, blankedAt: Instant): Blanking {
  return {
    format: 'mayfly-log-blanking-1',
    tenant: ref.tenant,
    entry: ref.id,
    entry_hash: String(data['entry_hash']),
    blanked_at: blankedAt,
  };
}

/**
 * Makes the write that removes the personal content of an entry: the identity, the actor's mark,
 * and the client's IP address. It is for the case that a manager is erased as a person. No request
 * orders this yet. The action stays in the entry. The chain is still complete, because the hash of
 * an entry includes only a digest of the content. Mayfly signs the removal. Otherwise everybody who
 * can write to the database could remove content, and nobody would notice.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export async function blankEntry(
  signer: Signer,
  document: StoredDocument,
  now: Instant,
): Promise<Write> {
  const { ref, data, version } = document;
  const kept = Object.entries(data).filter((field) => !isContent(field));
  const blanking = await signStatement(signer, blankingKind, statementOf(document, now));
  return {
    kind: 'replace',
    ref,
    data: { ...Object.fromEntries(kept), blanked_at: now, blanking },
    version,
  };
}

/**
 * True if the entry contains a validly signed statement that its content was removed. The statement
 * must name this entry with its present hash, and the time in `blanked_at`.
 */
export async function isBlankingSigned(
  keys: PublicKeys,
  document: StoredDocument,
): Promise<boolean> {
  const { data } = document;
  const found = await tryOpenStatement(keys, blankingKind, data['blanking']);
  const expected = statementOf(document, data['blanked_at'] as Instant);
  return JSON.stringify(found) === JSON.stringify(expected);
}
