import { createHmac } from 'node:crypto';
import { tokenTexts } from '#shared/access/token-text.ts';
import { saltLength } from '../receipts/verification/commitment.ts';

/** Tokens of persons. */
export const subjectTokenTexts = tokenTexts('mfs');

/**
 * The salt of the receipt, if the token erases its person. It derives from the secret, so it is
 * stored nowhere. The commitment is made while the values are known.
 */
export function saltOf(secret: string): Uint8Array<ArrayBuffer> {
  const bytes = createHmac('sha256', secret).update('receipt salt').digest();
  return Uint8Array.from(bytes.subarray(0, saltLength));
}
