import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { saltLength } from '../receipts/verification/commitment.ts';

/** A token in its holder's form: random, so that it reveals nothing about the person. */
export type TokenText = { readonly tenant: string; readonly id: string; readonly secret: string };

const pattern = /^mfs_([a-z][a-z0-9-]{1,39})_([0-9a-f]{32})_([0-9a-f]{64})$/;

export function writeToken({ tenant, id, secret }: TokenText): string {
  return `mfs_${tenant}_${id}_${secret}`;
}

/** The parts of a token; undefined for any other text. */
export function readToken(text: string): TokenText | undefined {
  const [, tenant, id, secret] = pattern.exec(text) ?? [];
  if (tenant === undefined || id === undefined || secret === undefined) return undefined;
  return { tenant, id, secret };
}

/** The stored form of a secret. It has 256 random bits, so nobody can reverse a plain hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

export function isSecretOf(hash: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(hashSecret(secret), 'hex'));
}

/**
 * The salt of the receipt, if the token erases its person. It follows from the secret, so that it
 * is stored nowhere, and the commitment is made while the values are known.
 */
export function saltOf(secret: string): Uint8Array<ArrayBuffer> {
  const bytes = createHmac('sha256', secret).update('receipt salt').digest();
  return Uint8Array.from(bytes.subarray(0, saltLength));
}
