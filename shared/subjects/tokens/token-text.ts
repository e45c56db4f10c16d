import { createHmac } from 'node:crypto';
import { tokenTexts } from '#shared/access/token-text.ts';
import { saltLength } from '../receipts/verification/commitment.ts';

/** The text form of the tokens of persons. */
export const subjectTokenTexts = tokenTexts('mfs');

/**
 * The salt of the receipt, if a person erases their own data with the token. The salt is derived
 * from the token's secret, so Mayfly need not store it. The commitment is made when the token is
 * issued, because Mayfly knows the values only at that time.
 */
export function saltOf(secret: string): Uint8Array<ArrayBuffer> {
  const bytes = createHmac('sha256', secret).update('receipt salt').digest();
  return Uint8Array.from(bytes.subarray(0, saltLength));
}
