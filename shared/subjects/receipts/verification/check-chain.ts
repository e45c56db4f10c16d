import type { ReceiptText } from './open-receipt-text.ts';

/** A receipt with a valid signature, and its hash, which the next receipt contains. */
export type ChainLink = { readonly receipt: ReceiptText; readonly hash: string };

/** A fault in the chain of one tenant's receipts. */
export type ChainFault = {
  /**
   * `fork`: two receipts have the same number. `break`: a receipt does not contain the hash of the
   * previous one. `gap`: a receipt between two given receipts is missing.
   */
  readonly fault: 'fork' | 'break' | 'gap';
  readonly tenant: string;
  readonly number: number;
};

function faultBetween(before: ChainLink, after: ChainLink): ChainFault['fault'] | undefined {
  const step = after.receipt.number - before.receipt.number;
  if (step === 0) return 'fork';
  if (step > 1) return 'gap';
  return after.receipt.previous === before.hash ? undefined : 'break';
}

/**
 * Checks for each tenant that the given receipts follow each other in the order of their numbers,
 * from the lowest given number to the highest. The same receipt may be given twice. Receipts with
 * lower or higher numbers may be missing.
 */
export function checkChain(links: readonly ChainLink[]): ChainFault[] {
  const distinct = [...new Map(links.map((link) => [link.hash, link])).values()];
  const tenants = [...new Set(distinct.map(({ receipt }) => receipt.tenant))].toSorted();
  return tenants.flatMap((tenant) => {
    const own = distinct
      .filter(({ receipt }) => receipt.tenant === tenant)
      .toSorted((one, other) => one.receipt.number - other.receipt.number);
    return own.slice(1).flatMap((after, index) => {
      const fault = faultBetween(own[index] as ChainLink, after);
      return fault === undefined ? [] : [{ fault, tenant, number: after.receipt.number }];
    });
  });
}
