import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { customers } from '#shared/categories/customers.ts';
import { aesName } from '#shared/categories/stored-names.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import type { Context } from '#shared/records/context.ts';
import { getLive } from '#shared/records/read-record.ts';

/**
 * Deletes the earlier values of a customer at once. The present values do not change. A caller
 * needs this after the correction of a wrong value, because the history still contains the wrong
 * value.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function clearHistory(ctx: Context, input: { readonly id: string }): Promise<void> {
  const name = aesName('history');
  const ledger = openLedger(ctx, ({ data }) => data[name] !== undefined);
  const clearing = retryChecked(ctx, rightTo(`${customers.id}:delete`), async (now) => {
    const { ref, version, data } = await getLive(now, customers, input.id);
    const { [name]: history, ...rest } = data;
    if (history === undefined) return;
    const deed = { kind: 'history', record: ref } as const;
    await ledger.commit(now, deed, [{ kind: 'replace', ref, data: rest, version }]);
  });
  await ledger.close(clearing);
}
