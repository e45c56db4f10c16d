import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { Filter } from '#shared/store/store.ts';
import { byIntent } from './collections.ts';

/**
 * Finds the next intents of live messages in alphabetical order, after a given intent. Each intent
 * costs one query that reads one document, however many messages the intent has.
 */
export async function findIntents(
  ctx: Context,
  input: {
    readonly filters: readonly Filter[];
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<string[]> {
  const intents: string[] = [];
  let last = input.after;
  while (intents.length < input.limit) {
    const beyond: Filter[] = last === undefined ? [] : [{ field: 'intent', op: '>', value: last }];
    const [next] = await ctx.store.query(
      liveQuery(categoryRuleOf(ctx, nluMessages), {
        collection: nluMessages.id,
        tenant: ctx.tenant,
        where: [...input.filters, ...beyond],
        orderBy: byIntent,
        limit: 1,
      }),
    );
    if (next === undefined) break;
    last = next.data['intent'] as string;
    intents.push(last);
  }
  return intents;
}
