import { requireScope } from '#shared/access/scope.ts';
import { customers } from '#shared/categories/customers.ts';
import { aesName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { getLive } from '#shared/records/read-record.ts';
import { retryOnConflict } from '#shared/store/retry.ts';

/**
 * Deletes what a customer's values were before, at once; the values stay. A value that was wrong would else outlive
 * its correction.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function clearHistory(ctx: Context, input: { readonly id: string }): Promise<void> {
  requireScope(ctx.scopes, `${customers.id}:delete`);
  await retryOnConflict(ctx, async () => {
    const { ref, version, data } = await getLive(ctx, customers, input.id);
    const { [aesName('history')]: history, ...rest } = data;
    if (history === undefined) return;
    await ctx.store.commit([{ kind: 'replace', ref, data: rest, version }]);
  });
}
