import { requireRead } from '#shared/access/scope.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { decodeCursor, encodeCursor } from '#shared/records/cursor.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { Filter } from '#shared/store/store.ts';
import { countsByIntent, countsOfMessages, nluReviewCounts } from './collections.ts';
import { noIntent } from './count-reviews.ts';
import { keptWeeks, mondayOf, unpackWeeks } from './week-counts.ts';

/**
 * The results of the reviews of an intent's messages, week by week. The intent is null for messages
 * without an intent.
 */
export type IntentAccuracy = {
  readonly intent: string | null;
  readonly weeks: readonly {
    /** The first day of the week, a Monday in UTC. */
    readonly week: string;
    readonly right: number;
    readonly wrong: number;
    readonly corrected: number;
  }[];
};

const noId = '0'.repeat(32);

/**
 * Returns the results of reviews by intent and week of the message. They include reviews of
 * messages that are already deleted. A call costs one read for each intent. Intents are in
 * alphabetical order.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function readAccuracy(
  ctx: Context,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly items: readonly IntentAccuracy[]; readonly next_cursor: string | null }> {
  // The answer contains only intents, weeks and counts, and every role may see these.
  if (!ctx.scopes.has('overview')) requireRead(ctx.scopes, nluMessages.id);
  const scope = [ctx.tenant, nluReviewCounts.id];
  const [after] = page.cursor === undefined ? [] : decodeCursor(scope, ['intent'], page.cursor);
  const where: Filter[] = after === undefined ? [] : [{ field: 'intent', op: '>', value: after }];
  const found = await ctx.store.query(
    liveQuery(liveRuleOf(ctx, countsOfMessages), {
      collection: nluReviewCounts.id,
      tenant: ctx.tenant,
      where,
      orderBy: countsByIntent,
      limit: page.limit + 1,
    }),
  );
  const items = found.slice(0, page.limit).map(({ data }): IntentAccuracy => {
    const weeks = keptWeeks(unpackWeeks(data['weeks'] as Uint8Array), ctx.now());
    const intent = data['intent'] as string;
    return {
      intent: intent === noIntent ? null : intent,
      weeks: weeks.map(({ week, ...counts }) => ({ week: mondayOf(week), ...counts })),
    };
  });
  const last = found[page.limit - 1]?.data['intent'];
  const hasMore = found.length > page.limit;
  return { items, next_cursor: hasMore ? encodeCursor(scope, [last, noId]) : null };
}
