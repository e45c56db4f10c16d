import { createPublicKey } from 'node:crypto';
import * as z from 'zod';
import { jsonText } from './json-text.ts';

const frame = (base64: string) =>
  `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`;

function isP256(base64: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(frame(base64));
    return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

/**
 * The base64 text of a public key in PEM (SPKI): without the first line, the last line and line
 * breaks.
 */
const publicKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{1,200}={0,2}$/)
  .refine(isP256, 'a P-256 public key: the base64 text of its PEM, in one line');

/**
 * Parses `SESSION_PUBLIC_KEYS`: a JSON object from key ids (`session_signing/1`) to public keys.
 * Add the public key of a new version before any session is signed with this version.
 */
export const sessionKeysVariable = jsonText.pipe(
  z.record(z.string().regex(/^session_signing\/[1-9]\d{0,4}$/), publicKey.transform(frame)),
);
