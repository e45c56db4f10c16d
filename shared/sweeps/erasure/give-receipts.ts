import { allTenants, type Query } from '#shared/store/store.ts';
import { erasures } from '#shared/subjects/collections.ts';
import { giveNoticesReceipt } from '#shared/subjects/receipts/give-notices-receipt.ts';
import {
  awaitsReceipt,
  type GiveReceiptDeps,
  giveReceipt,
} from '#shared/subjects/receipts/give-receipt.ts';
import { runFound } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepRun } from '../sweep-run.ts';
import { longestRequestMicros } from './finish-erasures.ts';

/**
 * The query for erasures that lack a receipt, in all tenants. The oldest erasure comes first.
 * `field` states which receipt is missing: `awaits_receipt` means the receipt of the erasure,
 * `awaits_told` means the receipt about its notices.
 */
function withoutReceipt(field: 'awaits_receipt' | 'awaits_told', before: number): Query {
  return {
    collection: erasures.id,
    tenant: allTenants,
    where: [
      { field, op: '==', value: true },
      { field: 'created_at', op: '<=', value: before },
    ],
    orderBy: [{ field: 'created_at', direction: 'asc' }],
    limit: 50,
  };
}

/**
 * Issues the missing receipts of complete erasures. Erasures of categories and tenants get their
 * receipts only here. The receipt of another erasure is missing if a process was killed or the key
 * service was unavailable.
 * @returns how many receipts it issued
 */
export async function giveReceipts(deps: GiveReceiptDeps, run: SweepRun): Promise<number> {
  const query = withoutReceipt('awaits_receipt', run.startedAt - longestRequestMicros);
  // The receipts are issued one after the other, because the receipts of a tenant are a chain.
  const given = await runFound(run, query, async (erasure) => {
    await giveReceipt(deps, erasure);
    return { complete: true };
  });
  return given.length;
}

/**
 * Issues the receipts about the notices of erasures. Such a receipt is issued after every notice of
 * the erasure was accepted or given up. In the tenant's chain it comes after the receipt of the
 * erasure.
 * @returns how many receipts it issued
 */
export async function giveNoticesReceipts(deps: GiveReceiptDeps, run: SweepRun): Promise<number> {
  const query = withoutReceipt('awaits_told', run.startedAt - longestRequestMicros);
  const given = await runFound(run, query, async (erasure) => {
    // The receipt of the erasure must be issued first.
    if (awaitsReceipt(erasure)) return { complete: true, issued: 0 };
    const isGiven = await giveNoticesReceipt(deps, erasure);
    return { complete: true, issued: isGiven ? 1 : 0 };
  });
  return sumOf(given, 'issued');
}
