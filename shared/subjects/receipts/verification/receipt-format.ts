/**
 * The `typ` in the header of a receipt. It distinguishes receipts from seals, which the same key
 * signs.
 */
export const receiptType = 'mayfly-receipt+jws';

export const receiptFormat = 'mayfly-receipt-1';
