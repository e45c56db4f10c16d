import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { customers } from '#shared/categories/customers.ts';
import { aesName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { getLive } from '#shared/records/read-record.ts';

/**
 * Deletes the earlier values of a customer at once; the present values stay. Otherwise a wrong value would outlive
 * its correction.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function clearHistory(ctx: Context, input: { readonly id: string }): Promise<void> {
  await retryChecked(ctx, rightTo(`${customers.id}:delete`), async (now) => {
    const { ref, version, data } = await getLive(now, customers, input.id);
    const { [aesName('history')]: history, ...rest } = data;
    if (history === undefined) return;
    await now.commit([{ kind: 'replace', ref, data: rest, version }]);
  });
}
