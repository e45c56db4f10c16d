import { requireScope } from '#shared/access/scope.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import type { Context } from '#shared/records/context.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { getLive } from '#shared/records/read-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import { findSameConsents } from './find-same-consents.ts';

/** Consents that are withdrawn in one commit at most. */
export const withdrawnAtOnceMax = 100;

function withdrawn(data: DocumentData, at: string): DocumentData {
  return { ...data, status: 'withdrawn', withdrawn_at: at };
}

function replaceBy(at: string): (document: StoredDocument) => Write {
  return ({ ref, data, version }) => ({
    kind: 'replace',
    ref,
    data: withdrawn(data, at),
    version,
  });
}

/** One commit of the withdrawal. @returns the record, and whether it was the last */
async function withdrawSome(ctx: Context, id: string) {
  const document = await getLive(ctx, marketingConsents, id);
  const earlier = document.data['withdrawn_at'] as string | undefined;
  const at = earlier ?? formatInstant(ctx.now());
  const data = withdrawn(document.data, at);
  const record = await openRecord(ctx, marketingConsents, { ...document, data });
  const same = await findSameConsents(ctx, document, { until: at, limit: withdrawnAtOnceMax });
  const others = same.filter(({ ref }) => ref.id !== id);
  const changed = earlier === undefined ? [document, ...others] : others;
  await ctx.store.commit(changed.map(replaceBy(at)));
  return { record, isLast: same.length < withdrawnAtOnceMax };
}

/**
 * Withdraws a consent, and with it whatever else the person has confirmed of that type by then: a person withdraws
 * from a purpose, not a record. What a withdrawn one said stays as its proof until its expiry, which does not move. A
 * repeated withdrawal keeps the first instant, and does what one that was killed has left.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function withdrawConsent(
  ctx: Context,
  input: { readonly id: string },
): Promise<ClearRecord> {
  requireScope(ctx.scopes, `${marketingConsents.id}:write`);
  for (;;) {
    const { record, isLast } = await retryOnConflict(ctx, () => withdrawSome(ctx, input.id));
    if (isLast) return record;
  }
}
