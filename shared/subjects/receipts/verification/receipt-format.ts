/**
 * The `typ` in the header of a receipt. The same key also signs seals and archives, but with
 * another `typ`.
 */
export const receiptType = 'mayfly-receipt+jws';

export const receiptFormat = 'mayfly-receipt-1';
