import { requireScope } from '#shared/access/scope.ts';
import { customers } from '#shared/categories/customers.ts';
import type { Context } from '#shared/records/context.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { getLive } from '#shared/records/read-record.ts';
import type { History } from './keep-history.ts';

/**
 * Returns the earlier values of a customer, with one read.
 * @throws Problem `scope-missing`, `record-not-found`
 */
export async function readHistory(
  ctx: Context,
  input: { readonly id: string },
): Promise<{ readonly id: string; readonly values: History }> {
  requireScope(ctx.scopes, `${customers.id}:read`);
  const document = await getLive(ctx, customers, input.id);
  const { id, apart } = await openRecord(ctx, customers, document);
  return { id, values: (apart?.['history'] ?? {}) as History };
}
