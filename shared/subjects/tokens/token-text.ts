import { createHmac } from 'node:crypto';
import { tokenTexts } from '#shared/access/token-text.ts';
import { saltLength } from '../receipts/verification/commitment.ts';

/** Writes the tokens of persons as texts, and reads such texts. */
export const subjectTokenTexts = tokenTexts('mfs');

/**
 * The salt of the receipt, if a person erases their own data with the token. The salt is derived
 * from the token's secret, so Mayfly need not store it. The commitment in the receipt is computed
 * when the token is issued, because only then Mayfly knows the value of the identifier.
 */
export function saltOf(secret: string): Uint8Array<ArrayBuffer> {
  const bytes = createHmac('sha256', secret).update('receipt salt').digest();
  return Uint8Array.from(bytes.subarray(0, saltLength));
}
