import { requireRead } from '#shared/access/scope.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { openPage } from '#shared/records/open-page.ts';
import { findPage, type Page } from '#shared/records/page.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { Filter } from '#shared/store/store.ts';
import { firstToGo, firstToGoByConfidence } from './collections.ts';

const notReviewed: Filter = { field: 'reviewed', op: '==', value: false };

export type QueueInput = {
  /** Filters by intent and experience, and by ranges of confidence and expiry. */
  readonly filters: readonly Filter[];
  readonly page: { readonly limit: number; readonly cursor?: string | undefined };
};

/**
 * Lists live messages without a review. The message that expires next comes first. Each page costs
 * one query. A queue with a filter by confidence does not contain messages without a confidence.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listQueue(ctx: Context, input: QueueInput): Promise<Page<ClearRecord>> {
  requireRead(ctx.scopes, nluMessages.id);
  const { filters, page } = input;
  const isByConfidence = filters.some(({ field }) => field === 'confidence');
  const found = await findPage(
    ctx,
    {
      collection: nluMessages.id,
      rule: categoryRuleOf(ctx, nluMessages),
      where: [notReviewed, ...filters],
      orderBy: isByConfidence ? firstToGoByConfidence : firstToGo,
      scope: [
        nluMessages.id,
        'queue',
        ...filters.map(({ field, op, value }) => `${field}${op}${String(value)}`),
      ],
    },
    page,
  );
  return { ...(await openPage(ctx, nluMessages, found)), newest_cursor: null };
}

/**
 * Counts the live messages without a review, and how many of them expire before an instant. The
 * call costs two count queries, and reads no document.
 * @throws Problem `scope-missing`
 */
export async function countQueue(
  ctx: Context,
  input: { readonly filters: readonly Filter[]; readonly before: Instant },
): Promise<{ readonly unreviewed: number; readonly going: number }> {
  // The answer contains only numbers, and every role may see them.
  if (!ctx.scopes.has('overview')) requireRead(ctx.scopes, nluMessages.id);
  const countOf = (more: readonly Filter[]) =>
    ctx.store.count(
      liveQuery(categoryRuleOf(ctx, nluMessages), {
        collection: nluMessages.id,
        tenant: ctx.tenant,
        where: [notReviewed, ...input.filters, ...more],
        orderBy: firstToGo,
      }),
    );
  const [unreviewed, going] = await Promise.all([
    countOf([]),
    countOf([{ field: 'expires_at', op: '<', value: input.before }]),
  ]);
  return { unreviewed, going };
}
