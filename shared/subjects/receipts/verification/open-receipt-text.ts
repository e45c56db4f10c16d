import {
  openPublishedJws,
  type PublishedKey,
  sha256Hex,
} from '#shared/vault/open-published-jws.ts';
import { receiptFormat, receiptType } from './receipt-format.ts';

/** The signed content of a receipt: instants as RFC 3339, hashes in hex. */
export type ReceiptText = {
  readonly kind: string;
  readonly tenant: string;
  readonly number: number;
  readonly previous: string | null;
  readonly issued_at: string;
  readonly [name: string]: unknown;
};

/** The reason why a text is not accepted as a receipt. */
export type Defect =
  | 'no-receipt'
  | 'another-kind-of-statement'
  | 'unknown-key'
  | 'signature-wrong'
  | 'format-unknown';

export type Opened =
  | { readonly receipt: ReceiptText; readonly hash: string; readonly keyId: string }
  | { readonly defect: Defect };

function isPlace({ tenant, number, previous, kind }: { readonly [name: string]: unknown }) {
  const isNumber = typeof number === 'number' && Number.isSafeInteger(number) && number > 0;
  const isHash = typeof previous === 'string' && /^[0-9a-f]{64}$/.test(previous);
  return (
    typeof tenant === 'string' &&
    typeof kind === 'string' &&
    isNumber &&
    (number === 1 ? previous === null : isHash)
  );
}

/**
 * Reads the content of a receipt that one of the keys has signed. It accepts only a JWS in compact
 * form (RFC 7515), with ES256 and the type of receipts. It runs in Node and in browsers, and calls
 * no server.
 */
export async function openReceiptText(
  text: string,
  keys: readonly PublishedKey[],
): Promise<Opened> {
  const opened = await openPublishedJws(keys, receiptType, text);
  if ('defect' in opened)
    return { defect: opened.defect === 'no-jws' ? 'no-receipt' : opened.defect };
  const { content: receipt, keyId } = opened;
  if (receipt?.['format'] !== receiptFormat || !isPlace(receipt))
    return { defect: 'format-unknown' };
  return { receipt: receipt as ReceiptText, hash: await sha256Hex(text), keyId };
}
