import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { Filter } from '#shared/store/store.ts';
import { byIntent } from './collections.ts';

/**
 * The next intents of live messages after one, in the order of their names: one query an intent, each of which
 * skips the rest of the intent before, so that no intent's messages are read.
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
