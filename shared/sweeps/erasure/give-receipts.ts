import { allTenants, type Query } from '#shared/store/store.ts';
import { erasures } from '#shared/subjects/collections.ts';
import { type GiveReceiptDeps, giveReceipt } from '#shared/subjects/receipts/give-receipt.ts';
import { runFound } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { longestRequestMicros } from './finish-erasures.ts';

/** Erasures of all tenants whose receipt is missing, the oldest first. */
function withoutReceipt(before: number): Query {
  return {
    collection: erasures.id,
    tenant: allTenants,
    where: [
      { field: 'awaits_receipt', op: '==', value: true },
      { field: 'created_at', op: '<=', value: before },
    ],
    orderBy: [{ field: 'created_at', direction: 'asc' }],
    limit: 50,
  };
}

/**
 * Issues receipts of complete erasures that have none, because a process was killed or the key
 * service was unavailable. @returns how many
 */
export async function giveReceipts(deps: GiveReceiptDeps, run: SweepRun): Promise<number> {
  const query = withoutReceipt(run.startedAt - longestRequestMicros);
  // One after the other: the receipts of a tenant are a chain.
  const given = await runFound(run, query, async (erasure) => {
    await giveReceipt(deps, erasure);
    return { complete: true };
  });
  return given.length;
}
