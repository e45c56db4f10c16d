import type { ReceiptText } from './open-receipt-text.ts';

/** A receipt whose signature is right, with the hash that the next one names it by. */
export type ChainLink = { readonly receipt: ReceiptText; readonly hash: string };

/** What is wrong between receipts of one tenant. */
export type ChainFault = {
  /** `fork`: two receipts of one number; `break`: one does not name the one before; `gap`: some are missing in between. */
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
 * Whether receipts follow each other as they were issued, from the first of them to the last, for each tenant. The same
 * receipt may be there twice; what lies before the first or behind the last is not asked for.
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
