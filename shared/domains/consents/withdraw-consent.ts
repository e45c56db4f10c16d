import { requireScope } from '#shared/access/scope.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import type { Context } from '#shared/records/context.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { getLive } from '#shared/records/read-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { changedAt } from '#shared/records/written-when.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import { placeOf, type Write } from '#shared/store/store.ts';
import { findSameConsents } from './find-same-consents.ts';
import { withdrawn, writesFor } from './withdrawn.ts';

/** Consents that are withdrawn in one commit at most. */
export const withdrawnAtOnceMax = 100;

/** One commit of the withdrawal. @returns the record, and the place where the next commit goes on, if there is one */
async function withdrawSome(ctx: Context, id: string, startAfter: readonly unknown[] | undefined) {
  const document = await getLive(ctx, marketingConsents, id);
  const { ref, version, times } = document;
  const createdAt = document.data['created_at'] as Instant;
  const earlier = document.data['withdrawn_at'] as string | undefined;
  const at = earlier ?? formatInstant(changedAt(ctx, { createdAt }));
  const data = withdrawn(document.data, at);
  const record = await openRecord(ctx, marketingConsents, { ...document, data });
  const limit = withdrawnAtOnceMax;
  const storedBy = earlier === undefined ? times?.read : times?.updated;
  const input = { until: at, storedBy, limit, startAfter };
  const { page, reached } = await findSameConsents(ctx, document, input);
  const others = reached
    .filter((each) => each.ref.id !== id)
    .flatMap((each) => writesFor(each, at));
  const own: Write[] = earlier === undefined ? [{ kind: 'replace', ref, data, version }] : [];
  await ctx.store.commit([...own, ...others]);
  const last = page.length < limit ? undefined : page.at(-1);
  return { record, next: last && placeOf(last, { orderBy: newestFirst, tenant: ctx.tenant }) };
}

/**
 * Withdraws a consent, and with it whatever else the person has given of that type by then: a person withdraws from a
 * purpose, not a record. So a confirmed one is withdrawn too, and a pending one cannot be confirmed any more. What a
 * withdrawn one said stays as its proof until its expiry, which does not move. A repeated withdrawal keeps the first
 * instant, and does what one that was killed has left.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function withdrawConsent(
  ctx: Context,
  input: { readonly id: string },
): Promise<ClearRecord> {
  requireScope(ctx.scopes, `${marketingConsents.id}:write`);
  for (let place: readonly unknown[] | undefined; ; ) {
    const startAfter = place;
    const { record, next } = await retryOnConflict(ctx, () =>
      withdrawSome(ctx, input.id, startAfter),
    );
    if (next === undefined) return record;
    place = next;
  }
}
